import type { Bounds } from '../../../shared/settings';

/** A display as the windowing system reports it, in device-independent pixels. */
export interface Display {
  /** The whole screen; its corner may be negative. */
  bounds: Bounds;
  /** Without taskbar, dock and menu bar. */
  workArea: Bounds;
  /** Device pixels to a device-independent one. */
  scaleFactor: number;
}

/** All displays, the primary first. */
export type Displays = readonly [Display, ...Display[]];

/**
 * Names a set of displays: the same after unplugging and plugging in again, in whatever order. A laptop alone and the
 * same laptop at a desk are different sets.
 */
export const displaySetName = (displays: Displays): string =>
  displays
    .map(({ bounds: { x, y, width, height }, scaleFactor }) => {
      const scale = Math.round(scaleFactor * 100) / 100;
      return `${String(width)}x${String(height)}@${String(x)},${String(y)}*${String(scale)}`;
    })
    .sort()
    .join(' ');

/** How much of a window must be on a display for it to be there. */
const leastShare = 0.25;

/** The display that shows most of a window; undefined where none shows a quarter of it. */
export function displayOf(window: Bounds, displays: Displays): Display | undefined {
  const shown = displays
    .map((display) => ({ display, area: overlap(window, display.bounds) }))
    .filter(({ area }) => area >= window.width * window.height * leastShare);
  return shown.sort((a, b) => b.area - a.area)[0]?.display;
}

/** The display a window is on, or nearest to. */
export function nearestDisplay(window: Bounds, displays: Displays): Display {
  const distance = ({ bounds }: Display): number =>
    Math.hypot(
      bounds.x + bounds.width / 2 - (window.x + window.width / 2),
      bounds.y + bounds.height / 2 - (window.y + window.height / 2),
    );
  return (
    displayOf(window, displays) ??
    displays.reduce((nearest, display) => (distance(display) < distance(nearest) ? display : nearest))
  );
}

/** Area two rectangles share, px². */
function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
