import type { Bounds } from '../../../shared/settings';
import { nearestDisplay, type Displays } from './display-set';
import { clamp, edgeGapPx, roundingPx, type Place } from './overlay-placement';

/** So near to where it would snap, an overlay snaps, px. */
const snapPx = 24;
/** Smallest overlay a person can make with the keyboard or the mouse, px. */
const minimumWidth = 240;

/**
 * The place after the person moved the overlay: snapped to the top or bottom of the work area and to its middle where it
 * was moved towards them and is near. Moved away from them, it lets go, however small the step.
 * @param before the place it was moved from, with where it stood
 * @param to where it was moved, px
 */
export function placeAfterMove(before: Place, to: Bounds, displays: Displays): Place {
  const { workArea } = nearestDisplay(to, displays);
  const from = before.bounds;
  const fromTop = to.y - (workArea.y + edgeGapPx);
  const fromBottom = workArea.y + workArea.height - edgeGapPx - (to.y + to.height);
  const offCentre = (bounds: Bounds): number =>
    Math.abs(bounds.x + bounds.width / 2 - (workArea.x + workArea.width / 2));
  const isMoved = { x: Math.abs(to.x - from.x) > roundingPx, y: Math.abs(to.y - from.y) > roundingPx };
  const edge =
    to.y < from.y && fromTop <= snapPx ? 'top' : to.y > from.y && fromBottom <= snapPx ? 'bottom' : null;
  return {
    bounds: {
      ...to,
      x: clamp(to.x, workArea.x, workArea.x + workArea.width - to.width),
      y: clamp(to.y, workArea.y, workArea.y + workArea.height - to.height),
    },
    widthAtColumns: before.widthAtColumns,
    edge: isMoved.y ? edge : before.edge,
    centred: isMoved.x ? offCentre(to) <= snapPx && offCentre(to) < offCentre(from) : before.centred,
  };
}

/**
 * The place after the person changed its width: at one side, the other standing still, or at both of a centred overlay.
 * @param width wanted, px; kept between what can be read and what the display has
 * @param columns of the look for which it is wanted
 */
export function placeAfterResize(
  before: Place,
  side: 'left' | 'right' | 'both',
  { width, columns }: { width: number; columns: number },
  displays: Displays,
): Place {
  const { workArea } = nearestDisplay(before.bounds, displays);
  const from = before.bounds;
  const right = from.x + from.width;
  const room = {
    left: right - workArea.x,
    right: workArea.x + workArea.width - from.x,
    both: workArea.width,
  }[side];
  const kept = Math.round(Math.max(minimumWidth, Math.min(width, room)));
  const x = { left: right - kept, right: from.x, both: from.x }[side];
  return {
    bounds: { ...from, x, width: kept },
    widthAtColumns: columns,
    edge: before.edge,
    centred: side === 'both' && before.centred,
  };
}
