import { describe, expect, it } from 'vitest';
import { scrollBy, viewOf } from '../../../../src/renderer/overlay/history';
import { addCaption, emptyCaptionLines, type CaptionLines } from '../../../../src/shared/caption-lines';

const said = (from: number, to: number, lines: CaptionLines = emptyCaptionLines(20)): CaptionLines =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).reduce(
    (all, turn) =>
      addCaption(all, {
        channel: 'you',
        turn,
        text: `turn ${String(turn)}`,
        final: true,
        startMs: turn,
        endMs: turn,
      }),
    lines,
  );
const read = (lines: CaptionLines, count: number, scrolledTo: string | null) => {
  const { rows, live } = viewOf(lines, count, scrolledTo);
  const text = (row: (typeof rows)[number]): string => (row.type === 'caption' ? row.text : '');
  return { rows: rows.map(text), live: live && text(live) };
};

describe('scrolling back', () => {
  it('shows older rows and keeps the newest below them', () => {
    const lines = said(1, 10);
    expect(read(lines, 3, null)).toEqual({ rows: ['turn 8', 'turn 9', 'turn 10'], live: null });
    const back = scrollBy(lines, 3, null, -1);
    expect(read(lines, 3, back)).toEqual({ rows: ['turn 7', 'turn 8'], live: 'turn 10' });
  });

  it('stays where it is while the conversation goes on, whose newest row is still shown', () => {
    const lines = said(1, 10);
    const back = scrollBy(lines, 3, null, -2);
    expect(read(said(11, 30, lines), 3, back)).toEqual({ rows: ['turn 6', 'turn 7'], live: 'turn 30' });
  });

  it('goes to the first row and no further, and back to the newest', () => {
    const lines = said(1, 10);
    const first = scrollBy(lines, 3, null, -Infinity);
    expect(read(lines, 3, first).rows).toEqual(['turn 1', 'turn 2']);
    expect(scrollBy(lines, 3, first, -1)).toBe(first);
    expect(read(lines, 3, scrollBy(lines, 3, first, 1)).rows).toEqual(['turn 2', 'turn 3']);
    expect(scrollBy(lines, 3, first, 7)).toBeNull();
    expect(scrollBy(lines, 3, null, 1)).toBeNull();
  });

  it('does nothing where everything is in sight', () => {
    expect(scrollBy(said(1, 3), 3, null, -1)).toBeNull();
    expect(scrollBy(emptyCaptionLines(20), 3, null, -5)).toBeNull();
  });

  it('gives the whole window to the past where it has one line', () => {
    const lines = said(1, 4);
    const back = scrollBy(lines, 1, null, -1);
    expect(read(lines, 1, back)).toEqual({ rows: ['turn 3'], live: null });
    expect(scrollBy(lines, 1, back, 1)).toBeNull();
  });

  it('shows the oldest there is where its row is too old to be kept', () => {
    const lines = said(1, 10);
    const back = scrollBy(lines, 3, null, -Infinity);
    expect(read(said(11, 500, lines), 3, back).rows).toEqual(['turn 101', 'turn 102']);
  });
});
