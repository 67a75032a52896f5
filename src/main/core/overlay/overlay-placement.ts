import type { Bounds } from '../../../shared/settings';

/** A display as the windowing system reports it, in device-independent pixels. */
export interface Display {
  /** The whole screen; its corner may be negative. */
  bounds: Bounds;
  /** Without taskbar, dock and menu bar. */
  workArea: Bounds;
}

const bottomMargin = 48;
/** How much of the overlay must be on a display for a remembered place to count, px. */
const minimumVisible = 64;

const overlap = (a: Bounds, b: Bounds): { width: number; height: number } => ({
  width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
  height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
});

const isReachable = (place: Bounds, display: Display): boolean => {
  const { width, height } = overlap(place, display.bounds);
  return width >= Math.min(minimumVisible, place.width) && height >= Math.min(minimumVisible, place.height);
};

/**
 * Where the overlay goes: its remembered place if enough of it is still on a display, else bottom centre of
 * the primary display. The height always follows the look, growing upwards.
 * @param saved the remembered bounds, or null
 * @param size what the look needs, px
 * @param displays all displays, the primary first; never empty
 */
export function placeOverlay(
  saved: Bounds | null,
  size: { width: number; height: number },
  displays: readonly [Display, ...Display[]],
): Bounds {
  if (saved) {
    const kept: Bounds = {
      x: saved.x,
      y: saved.y + saved.height - size.height,
      width: saved.width,
      height: size.height,
    };
    if (displays.some((display) => isReachable(kept, display))) return kept;
  }
  const { workArea } = displays[0];
  const width = Math.min(size.width, workArea.width);
  return {
    x: Math.round(workArea.x + (workArea.width - width) / 2),
    y: workArea.y + workArea.height - size.height - bottomMargin,
    width,
    height: size.height,
  };
}
