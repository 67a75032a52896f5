import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { feedAudio, type FeedOptions } from '../../../../../src/main/core/audio-input/feed-audio';
import { frameBytes, type Channel } from '../../../../../src/shared/audio';

interface Pushed {
  channel: Channel;
  atMs: number;
  pcm: Uint8Array;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const bytes = (length: number, from = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (from + index) % 251);

async function* give(...pieces: Uint8Array[][]): AsyncGenerator<Uint8Array[]> {
  yield* pieces;
}

function feeding(options: Partial<FeedOptions> & Pick<FeedOptions, 'pieces'>) {
  const pushed: Pushed[] = [];
  const stop = new AbortController();
  const captioning = {
    pushAudio: (channel: Channel, pcm: Uint8Array) => pushed.push({ channel, atMs: performance.now(), pcm }),
    writable: () => Promise.resolve(),
  };
  const done = feedAudio({
    channels: ['you'],
    captioning,
    pace: 'realtime',
    signal: stop.signal,
    ...options,
  } as FeedOptions);
  return { pushed, stop, done };
}

describe('feedAudio at real time', () => {
  it('gives a frame of 50 ms when a microphone would have delivered it, the last one shorter', async () => {
    const audio = bytes(frameBytes * 3 + 100);
    const { pushed, done } = feeding({ pieces: give([audio.subarray(0, 2000)], [audio.subarray(2000)]) });
    await vi.advanceTimersByTimeAsync(1000);
    await done;
    expect(pushed.map(({ atMs }) => atMs)).toEqual([50, 100, 150, 200]);
    expect(pushed.map(({ pcm }) => pcm.length)).toEqual([frameBytes, frameBytes, frameBytes, 100]);
    expect(Buffer.concat(pushed.map(({ pcm }) => pcm)).equals(audio)).toBe(true);
  });

  it('does not drift: what came late is caught up, what follows is in time', async () => {
    const slow = async function* (): AsyncGenerator<Uint8Array[]> {
      yield [bytes(frameBytes)];
      await new Promise((resolve) => setTimeout(resolve, 333));
      yield [bytes(frameBytes * 8)];
    };
    const { pushed, done } = feeding({ pieces: slow() });
    await vi.advanceTimersByTimeAsync(1000);
    await done;
    expect(pushed.slice(0, 2).map(({ atMs }) => atMs)).toEqual([50, 383]);
    expect(pushed.slice(-2).map(({ atMs }) => atMs)).toEqual([400, 450]);
  });

  it('gives both channels of a frame together', async () => {
    const { pushed, done } = feeding({
      channels: ['you', 'others'],
      pieces: give([bytes(frameBytes * 2), bytes(frameBytes * 2, 7)]),
    });
    await vi.advanceTimersByTimeAsync(1000);
    await done;
    expect(pushed.map(({ channel, atMs }) => [channel, atMs])).toEqual([
      ['you', 50],
      ['others', 50],
      ['you', 100],
      ['others', 100],
    ]);
    expect(pushed[1]?.pcm[0]).toBe(7);
  });

  it('ends at once when stopped, between frames and while the input is silent', async () => {
    const first = feeding({ pieces: give([bytes(frameBytes * 100)]) });
    await vi.advanceTimersByTimeAsync(120);
    first.stop.abort();
    await first.done;
    expect(first.pushed).toHaveLength(2);

    const silent = async function* (): AsyncGenerator<Uint8Array[]> {
      yield [bytes(frameBytes)];
      await new Promise(() => undefined);
    };
    const second = feeding({ pieces: silent() });
    await vi.advanceTimersByTimeAsync(500);
    second.stop.abort();
    await second.done;
    expect(second.pushed).toHaveLength(1);
  });
});

describe('feedAudio, fast', () => {
  it('takes no time but what the sessions ask for', async () => {
    let open = (): void => undefined;
    const pushed: Uint8Array[] = [];
    let room = 2;
    const { done } = feeding({
      pace: 'fast',
      pieces: give([bytes(frameBytes * 5)]),
      captioning: {
        pushAudio: (_channel, pcm) => {
          room -= 1;
          pushed.push(pcm);
        },
        writable: () => (room > 0 ? Promise.resolve() : new Promise<void>((resolve) => (open = resolve))),
      },
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(pushed).toHaveLength(2);
    room = 10;
    open();
    await done;
    expect(pushed).toHaveLength(5);
    expect(performance.now()).toBe(0);
  });
});
