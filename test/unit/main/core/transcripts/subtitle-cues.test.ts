import { describe, expect, it } from 'vitest';
import {
  cuesOf,
  maxColumns,
  maxCueMs,
  maxLines,
  minCueMs,
} from '../../../../../src/main/core/transcripts/subtitle-cues';

const sentence = 'The quick brown fox jumps over the lazy dog while nobody is watching from the hill.';
const long = Array.from({ length: 12 }, () => sentence).join(' ');

describe('cuesOf', () => {
  it('leaves a short caption as it is', () => {
    expect(cuesOf({ text: 'Hello there.', startMs: 2000, endMs: 3500 })).toEqual([
      { startMs: 2000, endMs: 3500, lines: ['Hello there.'] },
    ]);
  });

  it.each([
    ['fast', 30_000],
    ['normal', 60_000],
    ['slow', 200_000],
  ])('splits a long turn into what a viewer can read (%s speech)', (_pace, endMs) => {
    const cues = cuesOf({ text: long, startMs: 1000, endMs: 1000 + endMs });
    for (const cue of cues) {
      expect(cue.lines.length).toBeLessThanOrEqual(maxLines);
      for (const line of cue.lines) expect(line.length).toBeLessThanOrEqual(maxColumns);
      expect(cue.endMs - cue.startMs).toBeGreaterThanOrEqual(minCueMs);
      expect(cue.endMs - cue.startMs).toBeLessThanOrEqual(maxCueMs);
    }
    expect(cues.flatMap((cue) => cue.lines).join(' ')).toBe(long);
    // No hole, no overlap, and the turn's own times: only the last cue may stay a little longer.
    cues.slice(1).forEach((cue, index) => {
      expect(cue.startMs).toBe(cues[index]?.endMs);
    });
    expect(cues[0]?.startMs).toBe(1000);
    const lastEnd = cues.at(-1)?.endMs ?? 0;
    expect(lastEnd).toBeGreaterThanOrEqual(1000 + endMs);
    expect(lastEnd).toBeLessThanOrEqual(1000 + endMs + minCueMs);
  });

  it('shares time by characters', () => {
    const [first, second] = cuesOf({
      text: `${'a'.repeat(40)} ${'b'.repeat(40)} ${'c'.repeat(40)}`,
      startMs: 0,
      endMs: 6000,
    });
    expect(first?.endMs).toBe(4000);
    expect(second).toMatchObject({ startMs: 4000, endMs: 6000 });
  });

  it('lets a flash of text stand long enough to read, but not into the next turn', () => {
    expect(cuesOf({ text: 'No.', startMs: 0, endMs: 200 })[0]?.endMs).toBe(minCueMs);
    expect(cuesOf({ text: 'No.', startMs: 0, endMs: 200 }, 600)[0]?.endMs).toBe(600);
    expect(cuesOf({ text: 'No.', startMs: 0, endMs: 200 }, 100)[0]?.endMs).toBe(200);
  });

  it('does not leave one word standing for the time of a long silence', () => {
    expect(cuesOf({ text: 'Well…', startMs: 0, endMs: 20_000 })[0]?.endMs).toBe(maxCueMs);
  });

  it('cuts text without spaces', () => {
    const cues = cuesOf({ text: '字'.repeat(100), startMs: 0, endMs: 10_000 });
    for (const line of cues.flatMap((cue) => cue.lines)) expect(line.length).toBeLessThanOrEqual(maxColumns);
    expect(
      cues
        .flatMap((cue) => cue.lines)
        .join('')
        .replaceAll(' ', ''),
    ).toBe('字'.repeat(100));
  });

  it('has no cue for no text', () => {
    expect(cuesOf({ text: ' ', startMs: 0, endMs: 10 })).toEqual([]);
  });
});
