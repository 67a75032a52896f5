import type { Bounds, OverlayPlace } from '../../../shared/settings';
import { displaySetName, type Displays } from './display-set';
import type { Place } from './overlay-placement';

/** Sets of displays whose place is remembered: a person's desks, meeting rooms and projectors. */
const maxPlaces = 16;

/** What the settings hold. */
export interface RememberedPlaces {
  /** One for each set of displays, the last moved first. */
  places: readonly OverlayPlace[];
  /** From before places were remembered by displays. */
  bounds: Bounds | null;
}

/** The place for these displays, else the last one anywhere, which may be off them; null where there is none. */
export function placeFor({ places, bounds }: RememberedPlaces, displays: Displays): Place | null {
  const name = displaySetName(displays);
  const own = places.find((place) => place.displays === name) ?? places[0];
  if (own || !bounds) return own ?? null;
  return { bounds, edge: null, centred: false, widthAtColumns: null };
}

/** The places with this one for these displays. */
export function withPlace(
  { places }: RememberedPlaces,
  displays: Displays,
  place: Place,
): { places: OverlayPlace[]; bounds: null } {
  const name = displaySetName(displays);
  const others = places.filter((one) => one.displays !== name);
  return { places: [{ ...place, displays: name }, ...others].slice(0, maxPlaces), bounds: null };
}
