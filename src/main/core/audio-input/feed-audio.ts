import { frameBytes, frameMs, type Channel } from '../../../shared/audio';
import type { Captioning } from '../captioning/captioning';

export const paces = ['realtime', 'fast'] as const;
export type Pace = (typeof paces)[number];

export interface FeedOptions {
  /** Audio of each channel, in the channels' order. */
  pieces: AsyncIterable<Uint8Array[]>;
  channels: readonly Channel[];
  captioning: Pick<Captioning, 'pushAudio' | 'writable'>;
  pace: Pace;
  /** Ends the feeding at once, whatever it waits for. */
  signal: AbortSignal;
}

/**
 * Feeds audio to the captions until its end. At `realtime` a frame of 50 ms is given when a microphone would have
 * delivered it, by the clock of the whole run, so that no delay adds up; at `fast` as the sessions take it.
 */
export async function feedAudio({ pieces, channels, captioning, pace, signal }: FeedOptions): Promise<void> {
  const source = pieces[Symbol.asyncIterator]();
  const frames = new FrameCutter(channels.length);
  let startedAt: number | undefined;
  let frameCount = 0;

  for (;;) {
    const next = await orAborted(source.next(), signal);
    if (next === 'aborted') return;
    startedAt ??= performance.now();
    if (!next.done) frames.add(next.value);
    for (let frame = frames.take(next.done); frame; frame = frames.take(next.done)) {
      frameCount += 1;
      const turn =
        pace === 'realtime'
          ? sleep(startedAt + frameCount * frameMs - performance.now(), signal)
          : Promise.all(channels.map((channel) => captioning.writable(channel)));
      if ((await orAborted<unknown>(turn, signal)) === 'aborted') return;
      for (const [index, channel] of channels.entries()) {
        const pcm = frame[index];
        if (pcm?.length) captioning.pushAudio(channel, pcm);
      }
    }
    if (next.done) return;
  }
}

/** Not `Promise.race` with one promise for the whole run: that would keep a reaction for every frame of it. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | 'aborted'> {
  if (signal.aborted) return 'aborted';
  let onAbort = (): void => undefined;
  const aborted = new Promise<'aborted'>((resolve) => {
    onAbort = () => {
      resolve('aborted');
    };
    signal.addEventListener('abort', onAbort);
  });
  try {
    const result = await Promise.race([work, aborted]);
    return signal.aborted ? 'aborted' : result;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Cuts pieces of any length into frames of 50 ms, the channels in step. */
class FrameCutter {
  #waiting: Buffer[];

  constructor(channels: number) {
    this.#waiting = Array.from({ length: channels }, () => Buffer.alloc(0));
  }

  add(planes: readonly Uint8Array[]): void {
    this.#waiting = this.#waiting.map((waiting, index) =>
      Buffer.concat([waiting, planes[index] ?? Buffer.alloc(0)]),
    );
  }

  /** The next frame of each channel; at the end of the input a shorter one too. */
  take(isEnd: boolean | undefined): Uint8Array[] | undefined {
    const length = this.#waiting[0]?.length ?? 0;
    if (length === 0 || (length < frameBytes && !isEnd)) return undefined;
    const frame = this.#waiting.map((waiting) => waiting.subarray(0, frameBytes));
    this.#waiting = this.#waiting.map((waiting) => waiting.subarray(frameBytes));
    return frame;
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
