import type { Channel } from '../../src/shared/audio';
import type { Caption } from '../../src/shared/captions';
import base from './recordings/moonshine-base.json' with { type: 'json' };
import tiny from './recordings/moonshine-tiny.json' with { type: 'json' };

/** A message of a recogniser, as it came (tools/bench/record-turn-streams.ts). */
export interface RecordedTurn {
  /** When it came, ms since the first audio. */
  readonly atMs: number;
  readonly turn: number;
  readonly final: boolean;
  readonly text: string;
}

/** A caption and when it comes, ms. */
export interface TimedCaption {
  readonly atMs: number;
  readonly caption: Caption;
}

/** What the engine on this device said to the speech sample and to sentences of an audio book. */
export const recordedStreams = { tiny, base } as const satisfies Record<string, readonly RecordedTurn[]>;

/** Messages as captions of one channel. Empty ones are left out, as a session does. */
export const toCaptions = (turns: readonly RecordedTurn[], channel: Channel = 'others'): TimedCaption[] => {
  const began = new Map<number, number>();
  return turns
    .filter(({ text, final }) => final || text !== '')
    .map(({ atMs, turn, final, text }) => {
      const startMs = began.get(turn) ?? atMs;
      began.set(turn, startMs);
      return { atMs, caption: { channel, turn: turn + 1, text, final, startMs, endMs: atMs } };
    });
};

/** What was said in the recordings, sentence by sentence. */
export const spokenSentences = (): string[] =>
  base.filter(({ final, text }) => final && text !== '').map(({ text }) => text);
