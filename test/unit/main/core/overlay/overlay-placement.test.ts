import { describe, expect, it } from 'vitest';
import type { Display, Displays } from '../../../../../src/main/core/overlay/display-set';
import { isNear, placeOverlay, type Place } from '../../../../../src/main/core/overlay/overlay-placement';
import type { Bounds } from '../../../../../src/shared/settings';

/** A display with a taskbar of 40 px at its bottom, or the work area given. */
const display = (x: number, y: number, width: number, height: number, workArea?: Bounds): Display => ({
  bounds: { x, y, width, height },
  workArea: workArea ?? { x, y, width, height: height - 40 },
  scaleFactor: 1,
});
const primary = display(0, 0, 1920, 1080);
const size = { width: 800, height: 150, columns: 42 };
const at = (x: number, y: number, width = 800, height = 150): Bounds => ({ x, y, width, height });
const free = (bounds: Bounds, more: Partial<Place> = {}): Place => ({
  bounds,
  widthAtColumns: null,
  edge: null,
  centred: false,
  ...more,
});
const usual = at(560, 874);

describe('placeOverlay', () => {
  it('puts a first overlay at the bottom centre of the primary display, above the taskbar', () => {
    expect(placeOverlay(null, size, [primary])).toEqual(usual);
  });

  it.each<[string, Bounds, Displays]>([
    ['on the primary display', at(100, 200), [primary]],
    [
      'left of and above the primary, at negative coordinates',
      at(-1500, -300),
      [primary, display(-1920, -400, 1920, 1080)],
    ],
    [
      'right of it, on a display of twice the scale',
      at(2000, 100),
      [primary, { ...display(1920, 0, 1280, 800), scaleFactor: 2 }],
    ],
    ['on one stood upright', at(1920, 1500), [primary, display(1920, 0, 1080, 1920)]],
    ['at the very edge of the work area', at(1120, 890), [primary]],
  ])('keeps the remembered place %s', (_name, bounds, displays) => {
    expect(placeOverlay(free(bounds), size, displays)).toEqual(bounds);
  });

  it.each<[string, Bounds, Displays, Bounds]>([
    ['half off the edge', at(1600, 200), [primary], at(1120, 200)],
    ['over a taskbar at the bottom', at(100, 930), [primary], at(100, 890)],
    ['under a menu bar', at(100, 0), [display(0, 0, 1440, 900, at(0, 25, 1440, 875))], at(100, 25)],
    ['over a dock on the left', at(0, 300), [display(0, 0, 1440, 900, at(70, 25, 1370, 875))], at(70, 300)],
    [
      'over a taskbar on the right',
      at(1100, 300),
      [display(0, 0, 1920, 1080, at(0, 0, 1860, 1080))],
      at(1060, 300),
    ],
    ['across two displays', at(1500, 200), [primary, display(1920, 0, 1920, 1080)], at(1120, 200)],
    ['on a display that shrank', at(500, 700), [display(0, 0, 1280, 800)], at(480, 610)],
    ['on a display that was turned upright', at(700, 100), [display(0, 0, 1080, 1920)], at(280, 100)],
  ])('brings it wholly back into the work area: %s', (_name, bounds, displays, expected) => {
    expect(placeOverlay(free(bounds), size, displays)).toEqual(expected);
  });

  it('goes to the usual place when its display is unplugged, and back when it is there again', () => {
    const place = free(at(2500, 300));
    const both: Displays = [primary, display(1920, 0, 1920, 1080)];
    expect(placeOverlay(place, size, both)).toEqual(place.bounds);
    expect(placeOverlay(place, size, [primary])).toEqual(usual);
    expect(placeOverlay(place, size, both)).toEqual(place.bounds);
  });

  it('stays at its edge where the display has another resolution, or is another one', () => {
    const top = free(at(560, 16), { edge: 'top', centred: true });
    const low = free(at(560, 874), { edge: 'bottom', centred: true });
    const small = display(0, 0, 1280, 800);
    expect(placeOverlay(top, size, [small])).toEqual(at(240, 16));
    expect(placeOverlay(low, size, [small])).toEqual(at(240, 594));
    const far = free(at(3000, 16), { edge: 'top', centred: true });
    expect(placeOverlay(far, size, [primary])).toEqual(at(560, 16));
  });

  it.each<[string, Place, Bounds]>([
    ['at the top downwards', free(at(560, 16), { edge: 'top', centred: true }), at(460, 16, 1000, 250)],
    ['at the bottom upwards', free(at(560, 874), { edge: 'bottom', centred: true }), at(460, 774, 1000, 250)],
    ['anywhere else upwards', free(at(100, 600)), at(100, 500, 1000, 250)],
  ])('grows with the text: %s', (_name, place, expected) => {
    expect(placeOverlay(place, { width: 1000, height: 250, columns: 42 }, [primary])).toEqual(expected);
  });

  it('has the width the person gave it until the look has other columns', () => {
    const place = free(at(100, 200, 500), { widthAtColumns: 42 });
    expect(placeOverlay(place, size, [primary])).toEqual(at(100, 200, 500));
    expect(placeOverlay(place, { ...size, columns: 60, width: 1100 }, [primary])).toEqual(at(100, 200, 1100));
  });

  it('is never wider or higher than the work area', () => {
    const huge = { width: 5000, height: 3000, columns: 42 };
    expect(placeOverlay(null, huge, [primary])).toEqual(at(0, 0, 1920, 1040));
    expect(placeOverlay(free(at(100, 100)), huge, [primary])).toEqual(at(0, 0, 1920, 1040));
  });
});

it('takes a pixel of rounding for no difference', () => {
  expect(isNear(at(10, 10), at(11, 9))).toBe(true);
  expect(isNear(at(10, 10), at(12, 10))).toBe(false);
});
