import { describe, expect, it } from 'vitest';
import {
  displaySetName,
  type Display,
  type Displays,
} from '../../../../../src/main/core/overlay/display-set';
import type { Place } from '../../../../../src/main/core/overlay/overlay-placement';
import {
  placeFor,
  withPlace,
  type RememberedPlaces,
} from '../../../../../src/main/core/overlay/remembered-places';
import { settingsSchema } from '../../../../../src/shared/settings';

const display = (x: number, width: number, height: number, scaleFactor = 1): Display => ({
  bounds: { x, y: 0, width, height },
  workArea: { x, y: 0, width, height },
  scaleFactor,
});
const laptop = display(0, 1512, 982, 2);
const left = display(-2560, 2560, 1440);
const right = display(1512, 1920, 1080);
const place = (x: number): Place => ({
  bounds: { x, y: 0, width: 800, height: 150 },
  widthAtColumns: null,
  edge: null,
  centred: false,
});
const nothing: RememberedPlaces = { places: [], bounds: null };

describe('the name of a set of displays', () => {
  it('is the same in whatever order they were plugged in', () => {
    expect(displaySetName([laptop, left, right])).toBe(displaySetName([laptop, right, left]));
  });

  it.each<[string, Displays]>([
    ['without one of them', [laptop, left]],
    ['with one elsewhere', [laptop, left, display(1600, 1920, 1080)]],
    ['with one of another size', [laptop, left, display(1512, 1280, 720)]],
    ['with one turned', [laptop, left, display(1512, 1080, 1920)]],
    ['with one of another scale', [laptop, left, { ...right, scaleFactor: 1.25 }]],
  ])('is another %s', (_name, others) => {
    expect(displaySetName(others)).not.toBe(displaySetName([laptop, left, right]));
  });
});

describe('remembered places', () => {
  it('are one for each set of displays', () => {
    const alone = withPlace(nothing, [laptop], place(1));
    const both = withPlace(alone, [laptop, right], place(2));
    expect(placeFor(both, [laptop])).toMatchObject(place(1));
    expect(placeFor(both, [laptop, right])).toMatchObject(place(2));
    const moved = withPlace(both, [laptop], place(3));
    expect(placeFor(moved, [laptop])).toMatchObject(place(3));
    expect(placeFor(moved, [laptop, right])).toMatchObject(place(2));
    expect(moved.places).toHaveLength(2);
  });

  it('are for displays seen for the first time where it was put last', () => {
    const known = withPlace(withPlace(nothing, [laptop, left], place(1)), [laptop, right], place(2));
    expect(placeFor(known, [laptop])).toMatchObject(place(2));
    expect(placeFor(nothing, [laptop])).toBeNull();
  });

  it('begin with the one place of earlier versions, and then forget it', () => {
    const { bounds } = place(7);
    expect(placeFor({ places: [], bounds }, [laptop])).toEqual(place(7));
    const moved = withPlace({ places: [], bounds }, [laptop], place(8));
    expect(moved.bounds).toBeNull();
    expect(placeFor(moved, [laptop])).toMatchObject(place(8));
  });

  it('are no more than a person has desks, and the settings take them', () => {
    let known = withPlace(nothing, [laptop], place(0));
    for (let x = 1; x <= 40; x++) known = withPlace(known, [laptop, display(x * 2000, 800, 600)], place(x));
    expect(known.places).toHaveLength(16);
    expect(known.places[0]?.bounds.x).toBe(40);
    expect(settingsSchema.parse({ overlay: known }).overlay.places).toEqual(known.places);
  });
});
