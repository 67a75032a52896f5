import { describe, expect, it } from 'vitest';
import { speechSpan } from '../../../../../src/main/core/streaming/word-times';

/** Words spoken at these times; the server tells the first `early` ms too early and the last `late` ms too late. */
const told = (spoken: [text: string, start: number, end: number][], early: number, late: number) =>
  spoken.map(([text, start, end], index) => ({
    text,
    start: index === 0 ? Math.max(0, start - early) : start,
    end: index === spoken.length - 1 ? end + late : end,
  }));

const sentence: [string, number, number][] = [
  ['Good', 2_000, 2_240],
  ['morning,', 2_240, 2_700],
  ['everyone.', 2_760, 3_300],
];

describe('speechSpan', () => {
  it('takes back the silence that edge words let in, as measured on the live server', () => {
    for (const [early, late] of [
      [990, 240],
      [1_500, 1_300],
      [0, 0],
    ] as const) {
      const span = speechSpan(told(sentence, early, late));
      expect(Math.abs((span?.start ?? 0) - 2_000), `start, ${String(early)} early`).toBeLessThanOrEqual(300);
      expect(Math.abs((span?.end ?? 0) - 3_300), `end, ${String(late)} late`).toBeLessThanOrEqual(350);
    }
  });

  it('leaves words alone that are as long as they can be', () => {
    expect(speechSpan(told(sentence, 0, 0))).toEqual({ start: 2_000, end: 3_300 });
    expect(speechSpan(told([['1,250,000', 0, 2_400]], 0, 0))).toEqual({ start: 0, end: 2_400 });
    expect(speechSpan(told([['お待たせいたしました', 0, 1_900]], 0, 0))).toEqual({ start: 0, end: 1_900 });
  });

  it('gives a single word its end, and no more time than it needs before', () => {
    const span = speechSpan(told([['Yes.', 1_000, 1_300]], 990, 240));
    expect(span?.end).toBe(1_540);
    expect(span?.start).toBeGreaterThanOrEqual(1_000);
  });

  it('has no times where there are no words, and none that run backwards', () => {
    expect(speechSpan([])).toBeUndefined();
    const { start = 0, end = 0 } = speechSpan([{ text: 'a', start: 900, end: 100 }]) ?? {};
    expect(end).toBeGreaterThanOrEqual(start);
  });
});
