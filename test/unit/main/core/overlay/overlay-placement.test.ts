import { describe, expect, it } from 'vitest';
import { placeOverlay, type Display } from '../../../../../src/main/core/overlay/overlay-placement';

const display = (x: number, y: number, width: number, height: number): Display => ({
  bounds: { x, y, width, height },
  workArea: { x, y, width, height: height - 40 },
});
const primary = display(0, 0, 1920, 1080);
const size = { width: 800, height: 150 };

describe('placeOverlay', () => {
  it('puts a first overlay at the bottom centre of the primary display, above the taskbar', () => {
    expect(placeOverlay(null, size, [primary])).toEqual({ x: 560, y: 842, width: 800, height: 150 });
  });

  it.each([
    ['on the primary display', { x: 100, y: 200, width: 700, height: 150 }, [primary]],
    [
      'left of the primary, at negative coordinates',
      { x: -1500, y: -300, width: 700, height: 150 },
      [primary, display(-1920, -400, 1920, 1080)],
    ],
    ['half off the edge', { x: 1600, y: 200, width: 700, height: 150 }, [primary]],
  ])('keeps the remembered place %s', (_name, saved, displays) => {
    expect(placeOverlay(saved, size, displays as [Display, ...Display[]])).toEqual(saved);
  });

  it('goes back to the primary display when the remembered one is unplugged', () => {
    const saved = { x: 2500, y: 300, width: 700, height: 150 };
    expect(placeOverlay(saved, size, [primary, display(1920, 0, 1920, 1080)])).toEqual(saved);
    expect(placeOverlay(saved, size, [primary])).toEqual({ x: 560, y: 842, width: 800, height: 150 });
  });

  it('keeps the bottom edge when the look makes it taller', () => {
    const saved = { x: 100, y: 800, width: 700, height: 150 };
    expect(placeOverlay(saved, { width: 800, height: 250 }, [primary])).toEqual({
      x: 100,
      y: 700,
      width: 700,
      height: 250,
    });
  });

  it('is never wider than the display', () => {
    expect(placeOverlay(null, { width: 5000, height: 150 }, [primary])).toMatchObject({ x: 0, width: 1920 });
  });
});
