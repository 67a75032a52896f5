import { describe, expect, it } from 'vitest';
import type { Displays } from '../../../../../src/main/core/overlay/display-set';
import { placeAfterMove, placeAfterResize } from '../../../../../src/main/core/overlay/overlay-move';
import type { Place } from '../../../../../src/main/core/overlay/overlay-placement';
import type { Bounds } from '../../../../../src/shared/settings';

const screenOf = (x: number, y: number): Displays[0] => ({
  bounds: { x, y, width: 1920, height: 1080 },
  workArea: { x, y: y + 30, width: 1920, height: 1010 },
  scaleFactor: 1,
});
// Work areas from y 30 to 1040: snapped, a window of 150 is at 46 or 874, and at x 560 in the middle.
const displays: Displays = [screenOf(0, 0), screenOf(-1920, 0)];
const at = (x: number, y: number, width = 800): Bounds => ({ x, y, width, height: 150 });
const place = (bounds: Bounds, more: Partial<Place> = {}): Place => ({
  bounds,
  widthAtColumns: null,
  edge: null,
  centred: false,
  ...more,
});

describe('a move', () => {
  it.each<[string, Place, Bounds, Partial<Place>]>([
    ['up near the top', place(at(100, 400)), at(100, 65), { edge: 'top', centred: false }],
    ['up beyond the top', place(at(100, 400)), at(100, -20), { edge: 'top' }],
    ['up, but not near', place(at(100, 400)), at(100, 90), { edge: null }],
    ['down near the bottom', place(at(100, 400)), at(100, 860), { edge: 'bottom' }],
    ['down into the taskbar', place(at(100, 400)), at(100, 1000), { edge: 'bottom' }],
    ['near the middle', place(at(100, 400)), at(550, 500), { edge: null, centred: true }],
    ['near both', place(at(100, 400)), at(570, 870), { edge: 'bottom', centred: true }],
    ['a step away from the top', place(at(100, 46), { edge: 'top' }), at(100, 62), { edge: null }],
    ['a step away from the middle', place(at(560, 400), { centred: true }), at(576, 400), { centred: false }],
    ['along the top', place(at(100, 46), { edge: 'top' }), at(300, 46), { edge: 'top' }],
    ['along the top, a pixel off', place(at(100, 46), { edge: 'top' }), at(300, 47), { edge: 'top' }],
    [
      'down the middle',
      place(at(560, 46), { edge: 'top', centred: true }),
      at(560, 400),
      { edge: null, centred: true },
    ],
    [
      'to the middle of another display',
      place(at(560, 400), { centred: true }),
      at(-1350, 500),
      { centred: true },
    ],
  ])('%s', (_name, before, to, expected) => {
    expect(placeAfterMove(before, to, displays)).toMatchObject(expected);
  });

  it('never ends off the displays', () => {
    expect(placeAfterMove(place(at(100, 400)), at(5000, 400), displays).bounds).toEqual(at(1120, 400));
    expect(placeAfterMove(place(at(100, 400)), at(-3000, 5000), displays).bounds).toEqual(at(-1920, 890));
  });

  it('keeps a width of its own', () => {
    expect(
      placeAfterMove(place(at(0, 400), { widthAtColumns: 42 }), at(16, 400), displays).widthAtColumns,
    ).toBe(42);
  });
});

describe('another width', () => {
  const centred = place(at(560, 874), { edge: 'bottom', centred: true });
  const widened = (side: 'left' | 'right' | 'both', width: number, before = centred): Place =>
    placeAfterResize(before, side, { width, columns: 42 }, displays);

  it('moves the side that is dragged, and leaves the other and the edge', () => {
    expect(widened('right', 900)).toEqual(place(at(560, 874, 900), { edge: 'bottom', widthAtColumns: 42 }));
    expect(widened('left', 900)).toEqual(place(at(460, 874, 900), { edge: 'bottom', widthAtColumns: 42 }));
  });

  it('by the keyboard grows a centred overlay at both sides', () => {
    expect(widened('both', 816)).toMatchObject({ centred: true, bounds: { width: 816 } });
    expect(widened('both', 816, place(at(100, 400)))).toMatchObject({ centred: false, bounds: { x: 100 } });
  });

  it('is never too small to read nor wider than there is room', () => {
    expect(widened('right', 10).bounds).toEqual(at(560, 874, 240));
    expect(widened('left', 10).bounds).toEqual(at(1120, 874, 240));
    expect(widened('right', 9000).bounds).toEqual(at(560, 874, 1360));
    expect(widened('left', 9000).bounds).toEqual(at(0, 874, 1360));
  });
});
