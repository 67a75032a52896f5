import type { Bounds, OverlayPlace } from '../../../shared/settings';
import { displayOf, type Display, type Displays } from './display-set';

/** Between a snapped overlay and the edge of the work area, px. */
export const edgeGapPx = 16;

/** What is remembered of a place, whatever the displays. */
export type Place = Omit<OverlayPlace, 'displays'>;

/** Bottom centre, as wide as the look: where the overlay is until somebody moves it. */
export const usualPlace = { edge: 'bottom', centred: true, widthAtColumns: null } as const;

/** Size the look needs, px. */
interface Size {
  width: number;
  height: number;
}

/**
 * Where the overlay goes: its remembered place, wholly inside the work area of the display that has it; else, at the
 * edge it was snapped to, the centre of the primary display.
 *
 * The height always follows the look: an overlay at the top grows downwards, any other upwards. Its width does too,
 * unless the person set one for this look.
 * @param place what is remembered, or null
 * @param size what the look needs, with its columns
 */
export function placeOverlay(
  place: Place | null,
  { columns, ...size }: Size & { columns: number },
  displays: Displays,
): Bounds {
  const display = place ? displayOf(place.bounds, displays) : undefined;
  if (!place || !display) {
    const edge = place?.edge ?? usualPlace.edge;
    return within(displays[0], centre(displays[0], size), { ...size, edge });
  }
  const width = place.widthAtColumns === columns ? place.bounds.width : size.width;
  const from = place.centred ? centre(display, { width }) : place.bounds;
  const bottom = place.bounds.y + place.bounds.height;
  return within(
    display,
    { x: from.x, y: bottom - size.height },
    { width, height: size.height, edge: place.edge },
  );
}

const centre = ({ workArea }: Display, { width }: { width: number }): { x: number; y: number } => ({
  x: Math.round(workArea.x + (workArea.width - width) / 2),
  y: workArea.y,
});

/** Moved and narrowed as little as it takes to be inside the work area, and at its edge if it has one. */
function within(
  { workArea }: Display,
  corner: { x: number; y: number },
  { edge, ...size }: Size & Pick<OverlayPlace, 'edge'>,
): Bounds {
  const width = Math.min(size.width, workArea.width);
  const height = Math.min(size.height, workArea.height);
  const lowest = workArea.y + workArea.height - height;
  const y = edge === null ? corner.y : edge === 'top' ? workArea.y + edgeGapPx : lowest - edgeGapPx;
  return {
    x: clamp(corner.x, workArea.x, workArea.x + workArea.width - width),
    y: clamp(y, workArea.y, lowest),
    width,
    height,
  };
}

/** The number, or the nearer end of the range. */
export const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, most));

/** Where a display's scale isn't whole, a window may stand a little off the place it was given, px. */
export const roundingPx = 1;
export const isNear = (a: Bounds, b: Bounds): boolean =>
  (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(a[side] - b[side]) <= roundingPx);
