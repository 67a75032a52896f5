import type { IntlShape } from '@formatjs/intl';
import type { Channel } from '../../shared/audio';
import type { CaptureRequest } from '../../shared/ipc/ipc-schema';
import { inEnglish } from '../../shared/locales/locales';
import { createMessages } from '../../shared/locales/messages';
import type { ProblemCode } from '../../shared/problems';
import { hasMicrophone, identityOf, inputLabelled, microphoneAmong } from './audio-inputs';

/** Where one channel's sound comes from. */
export interface AudioSource {
  readonly channel: Channel;
  /** Opens it anew. Rejects as `getUserMedia` does. */
  readonly open: () => Promise<MediaStream>;
  /**
   * Identity of the device {@link open} would take now; null where opening again by itself makes no sense. Rejects as
   * {@link open} does where there is none.
   */
  readonly device: () => Promise<string | null>;
  /** Told when it can't be opened. */
  readonly problemOf: (error: unknown) => { problem: ProblemCode; detail?: string };
  /** Told when it stops by itself. */
  readonly lost: ProblemCode;
  /** Told when it delivers nothing but zeros. Computer sound does whenever nothing plays. */
  readonly silent?: ProblemCode;
}

const unprocessed = { echoCancellation: false, noiseSuppression: false, autoGainControl: false } as const;

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
const detailOf = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).slice(0, 300);

/** The sources a request asks for. */
export function sourcesOf({ sources, systemAudio, language }: CaptureRequest): AudioSource[] {
  const messages = createMessages(language ?? inEnglish);
  const wanted: AudioSource[] = [];
  const computerSound = systemAudio.method === 'input-device' ? systemAudio.label : undefined;
  if (sources.microphone) wanted.push(microphone(sources, computerSound));
  if (sources.systemAudio && systemAudio.method === 'display-media') wanted.push(sharedSound(messages));
  if (sources.systemAudio && systemAudio.method === 'input-device') {
    wanted.push(inputDevice(systemAudio.label, messages));
  }
  return wanted;
}

function microphone(
  { microphoneId, echoCancellation, noiseSuppression, autoGainControl }: CaptureRequest['sources'],
  computerSound: string | undefined,
): AudioSource {
  // With no microphone left the system's default is the computer's own sound, which must not be taken for the person.
  const devices = async (): Promise<MediaDeviceInfo[]> => {
    const all = await navigator.mediaDevices.enumerateDevices();
    if (!hasMicrophone(all, computerSound)) throw new DOMException('no microphone', 'NotFoundError');
    return all;
  };
  return {
    channel: 'you',
    open: async () => {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: {
          // A wish, not a condition: when that microphone is gone, the default one is taken.
          ...(microphoneId === null ? {} : { deviceId: microphoneId }),
          echoCancellation,
          noiseSuppression,
          autoGainControl,
        },
      });
      try {
        await devices();
        return stream;
      } catch (error) {
        for (const track of stream.getTracks()) track.stop();
        throw error;
      }
    },
    device: async () => {
      const device = microphoneAmong(await devices(), microphoneId);
      return device ? identityOf(device) : null;
    },
    problemOf: (error) => {
      const name = nameOf(error);
      if (name === 'NotAllowedError') return { problem: 'microphone-denied' };
      if (name === 'NotFoundError') return { problem: 'microphone-missing' };
      return { problem: 'microphone-lost', detail: detailOf(error) };
    },
    lost: 'microphone-lost',
    silent: 'microphone-silent',
  };
}

/** What the computer plays, shared with a picture that isn't wanted and is stopped at once. */
function sharedSound(messages: IntlShape): AudioSource {
  return {
    channel: 'others',
    open: async () => {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: unprocessed });
      for (const track of stream.getVideoTracks()) {
        track.stop();
        stream.removeTrack(track);
      }
      if (stream.getAudioTracks().length > 0) return stream;
      throw new Error(messages.formatMessage({ id: 'capture.no-audio-track' }));
    },
    // Opening again may bring a system dialog, so only the person starts it.
    device: () => Promise.resolve(null),
    problemOf: systemAudioProblem,
    lost: 'system-audio-lost',
  };
}

/** What the computer plays, heard through an input device that main has prepared. */
function inputDevice(label: string, messages: IntlShape): AudioSource {
  const find = async (): Promise<MediaDeviceInfo | undefined> =>
    inputLabelled(await navigator.mediaDevices.enumerateDevices(), label);
  return {
    channel: 'others',
    open: async () => {
      const device = (await find()) ?? (await afterPermission(find));
      if (!device) throw new Error(messages.formatMessage({ id: 'capture.no-input' }, { label }));
      return navigator.mediaDevices.getUserMedia({
        audio: { deviceId: { exact: device.deviceId }, ...unprocessed },
      });
    },
    device: async () => {
      const device = await find();
      return device ? identityOf(device) : null;
    },
    problemOf: systemAudioProblem,
    lost: 'system-audio-lost',
  };
}

/** Devices have no labels until some input has been opened. */
async function afterPermission<T>(look: () => Promise<T>): Promise<T> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const found = await look();
  for (const track of stream.getTracks()) track.stop();
  return found;
}

const systemAudioProblem: AudioSource['problemOf'] = (error) =>
  nameOf(error) === 'NotAllowedError'
    ? { problem: 'system-audio-denied' }
    : { problem: 'system-audio-missing', detail: detailOf(error) };
