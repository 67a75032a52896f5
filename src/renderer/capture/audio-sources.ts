import type { IntlShape } from '@formatjs/intl';
import type { Channel } from '../../shared/audio';
import type { CaptureRequest } from '../../shared/ipc/ipc-schema';
import { inEnglish } from '../../shared/locales/locales';
import { createMessages } from '../../shared/locales/messages';
import type { ProblemCode } from '../../shared/problems';
import { alternativesTo, hasMicrophone, identityOf, inputLabelled, microphoneAmong } from './audio-inputs';
import { stopTracks } from './stop-tracks';

/** The device a source takes. */
export interface SourceDevice {
  /** Tells it from others; see {@link identityOf}. */
  identity: string;
  /** It is heard because the chosen one isn't there. */
  standsIn?: boolean;
}

/** Another device that could be heard in place of a silent one. */
export interface Alternative {
  deviceId: string;
  label: string;
  open: () => Promise<MediaStream>;
}

/** Where one channel's sound comes from. */
export interface AudioSource {
  readonly channel: Channel;
  /** Opens it anew. Rejects as `getUserMedia` does. */
  readonly open: () => Promise<MediaStream>;
  /**
   * The device {@link open} would take now; null where that can't be known. Rejects as {@link open} does where there is
   * none.
   */
  readonly device: () => Promise<SourceDevice | null>;
  /** Whether it may be opened again without the person: no dialog of the system's comes up. */
  readonly reopens: boolean;
  /** The browser's permission it depends on. */
  readonly permission?: 'microphone';
  /** Told when it can't be opened. */
  readonly problemOf: (error: unknown) => { problem: ProblemCode; detail?: string };
  /** Told when it stops by itself; `atOnce`: right after it was opened. */
  readonly lost: ProblemCode;
  readonly lostAtOnce?: ProblemCode;
  /** Told when it delivers nothing but zeros. Computer sound does whenever nothing plays. */
  readonly silent?: ProblemCode;
  /** Told once when it has never delivered anything but zeros, long after it was opened. */
  readonly unheard?: ProblemCode;
  /** Devices to hear in place of one that gives no sound, best first. */
  readonly alternatives?: () => Promise<Alternative[]>;
}

const unprocessed = { echoCancellation: false, noiseSuppression: false, autoGainControl: false } as const;

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
const detailOf = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).slice(0, 300);

/** The sources a request asks for. */
export function sourcesOf(
  { sources, systemAudio, isPreview = false, language }: CaptureRequest,
  allowSharing: (picture: 'frame' | 'screen') => Promise<unknown>,
): AudioSource[] {
  const messages = createMessages(language ?? inEnglish);
  const wanted: AudioSource[] = [];
  const computerSound = systemAudio.method === 'input-device' ? systemAudio.label : undefined;
  if (sources.microphone) wanted.push(microphone(sources, computerSound));
  if (sources.systemAudio && systemAudio.method === 'display-media') {
    wanted.push(sharedSound(systemAudio, isPreview, allowSharing, messages));
  }
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
  const processing = { echoCancellation, noiseSuppression, autoGainControl };
  const isListed = async (): Promise<boolean> =>
    (await navigator.mediaDevices.enumerateDevices()).some(
      ({ kind, deviceId }) => kind === 'audioinput' && deviceId === microphoneId,
    );
  // Named exactly: to an id that is only wished for, Chromium on Linux gives the default microphone all the same.
  const open = (isWished: boolean): Promise<MediaStream> =>
    navigator.mediaDevices.getUserMedia({
      audio: {
        ...(isWished && microphoneId !== null && { deviceId: { exact: microphoneId } }),
        ...processing,
      },
    });
  const isMicrophone = ({ label }: MediaDeviceInfo): boolean =>
    computerSound === undefined || !label.includes(computerSound);
  return {
    channel: 'you',
    open: async () => {
      const isThere = await isListed();
      let stream = await open(isThere);
      try {
        if (!isThere && (await isListed())) {
          // Devices have no ids before one has been opened.
          stopTracks(stream);
          stream = await open(true);
        }
        await devices();
        return stream;
      } catch (error) {
        stopTracks(stream);
        throw error;
      }
    },
    device: async () => {
      const device = microphoneAmong(await devices(), microphoneId);
      if (!device) return null;
      const standsIn = microphoneId !== null && device.deviceId !== microphoneId;
      return { identity: identityOf(device), ...(standsIn && { standsIn }) };
    },
    reopens: true,
    permission: 'microphone',
    problemOf: (error) => {
      const name = nameOf(error);
      if (name === 'NotAllowedError') return { problem: 'microphone-denied' };
      if (name === 'NotFoundError') return { problem: 'microphone-missing' };
      // What Chromium says where the device is there and the system doesn't open it.
      if (name === 'NotReadableError') return { problem: 'microphone-busy', detail: detailOf(error) };
      return { problem: 'microphone-lost', detail: detailOf(error) };
    },
    lost: 'microphone-lost',
    silent: 'microphone-silent',
    alternatives: async () => {
      const all = await devices();
      const silent = microphoneAmong(all, microphoneId);
      return alternativesTo(silent, all)
        .filter(isMicrophone)
        .map(({ deviceId, label }) => ({
          deviceId,
          label,
          open: () =>
            navigator.mediaDevices.getUserMedia({ audio: { deviceId: { exact: deviceId }, ...processing } }),
        }));
    },
  };
}

type Picture = 'frame' | 'screen';

/** TypeScript's DOM library doesn't know `restrictOwnAudio` yet. */
type SharedSoundConstraints = MediaTrackConstraints & { restrictOwnAudio: boolean };

/** What the computer plays, shared with a picture that isn't wanted and is stopped at once. */
function sharedSound(
  { reopens, failsSilently }: Extract<CaptureRequest['systemAudio'], { method: 'display-media' }>,
  isPreview: boolean,
  allowSharing: (picture: Picture) => Promise<unknown>,
  messages: IntlShape,
): AudioSource {
  const share = async (picture: Picture): Promise<MediaStream> => {
    await allowSharing(picture);
    const audio: SharedSoundConstraints = { ...unprocessed, restrictOwnAudio: !isPreview };
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio });
    for (const track of stream.getVideoTracks()) {
      track.stop();
      stream.removeTrack(track);
    }
    if (stream.getAudioTracks().length > 0) return stream;
    throw new Error(messages.formatMessage({ id: 'capture.no-audio-track' }));
  };
  return {
    channel: 'others',
    open: () =>
      share('frame').catch((error: unknown) => {
        // A refusal is an answer.
        if (nameOf(error) === 'NotAllowedError') throw error;
        return share('screen');
      }),
    device: () => Promise.resolve(null),
    reopens,
    problemOf: systemAudioProblem,
    lost: 'system-audio-lost',
    ...(failsSilently && { lostAtOnce: 'system-audio-denied', unheard: 'system-audio-silent' }),
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
      return device ? { identity: identityOf(device) } : null;
    },
    reopens: true,
    problemOf: systemAudioProblem,
    lost: 'system-audio-lost',
  };
}

/** Devices have no labels until some input has been opened. */
async function afterPermission<T>(look: () => Promise<T>): Promise<T> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const found = await look();
  stopTracks(stream);
  return found;
}

const systemAudioProblem: AudioSource['problemOf'] = (error) =>
  nameOf(error) === 'NotAllowedError'
    ? { problem: 'system-audio-denied' }
    : { problem: 'system-audio-missing', detail: detailOf(error) };
