import { createReadStream } from 'node:fs';
import type { Caption } from '../../../shared/captions';
import { ProblemError } from '../../../shared/problems';
import { openWav } from '../audio-input/audio-input';
import { feedAudio } from '../audio-input/feed-audio';
import { Captioner, type CaptionerOptions } from './captioner';

/** Whoever speaks in the recording, it isn't the person at this computer. */
const channel = 'others';
/** A preview isn't worth waiting longer for a session that broke, ms. */
const giveUpMs = 10_000;

export interface SampleCaptionsParts extends Pick<
  CaptionerOptions,
  'destinationOf' | 'openSocket' | 'appVersion' | 'clock'
> {
  /** A recording of speech, WAV. */
  file: string;
  /** The model chosen for this device; undefined is the one that suits it. */
  model: () => string | undefined;
  tell: (caption: Caption) => void;
}

/**
 * Captions the recording that comes with Sotto as if it were spoken now, to show what captions look like. It is no
 * conversation: no microphone listens, only the engine on this device hears it, and nothing is kept.
 */
export class SampleCaptions {
  #stopping = new AbortController();
  #over: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: SampleCaptionsParts) {}

  /**
   * Captions the recording from its beginning; a run before this one is stopped. Resolves when it is over or was stopped.
   * Throws a ProblemError where this device can't caption: `engine-missing`, `policy-refused`…
   */
  run(): Promise<void> {
    this.#stopping.abort();
    const { signal } = (this.#stopping = new AbortController());
    const over = this.#over.then(() => captionSample(this.parts, signal));
    this.#over = over.catch(() => undefined);
    return over;
  }

  /** Resolves once the session is over. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#over;
  }
}

async function captionSample(parts: SampleCaptionsParts, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  // Throws where there is no engine, instead of trying again and again as a conversation would.
  await parts.destinationOf('device');
  const { pieces } = await openWav(createReadStream(parts.file), { file: parts.file, split: false });
  const captioner = new Captioner({ ...parts, giveUpMs });
  captioner.on('caption', (caption) => {
    if (!signal.aborted) parts.tell(caption);
  });
  const { live, ended } = followSession(captioner, signal);
  const model = parts.model();
  captioner.start({ zone: 'device', ...(model !== undefined && { model }) }, [channel]);
  // Not before the model is loaded: the words would come late and all at once.
  const captioned = live
    .then(() => feedAudio({ pieces, channels: [channel], captioning: captioner, pace: 'realtime', signal }))
    .then(() => (signal.aborted ? undefined : captioner.finish()));
  try {
    await Promise.race([captioned, ended]);
  } finally {
    if (captioner.status.phase !== 'stopped') await captioner.stop();
  }
}

/** `live` resolves once the engine listens; `ended` when it was told to stop, and rejects where it can't go on. */
function followSession(
  captioner: Captioner,
  signal: AbortSignal,
): { live: Promise<void>; ended: Promise<void> } {
  const live = new Promise<void>((resolve) => {
    captioner.on('session', ({ state }) => {
      if (state === 'live') resolve();
    });
  });
  const ended = new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
    if (signal.aborted) resolve();
    captioner.on('session', ({ state, problem }) => {
      if (state === 'ended' && problem) reject(new ProblemError(problem.code, problem.params));
    });
  });
  return { live, ended };
}
