import { expect, it } from 'vitest';
import { SilenceWatch } from '../../../../src/renderer/capture/silence-watch';

/** Plays a watch stretches of [seconds, peak] in levels of 100 ms. @returns what it said and at which second */
function said(
  stretches: readonly (readonly [seconds: number, peak: number])[],
  { watch = new SilenceWatch(), reopens = true } = {},
): string[] {
  const steps: string[] = [];
  let now = 0;
  for (const [seconds, peak] of stretches) {
    for (const end = now + seconds * 1000; now < end;) {
      now += 100;
      const step = watch.level(peak, now);
      if (step) steps.push(`${String(now / 1000)} ${step}`);
      // As the channel does.
      if (step === 'reopen' && reopens) watch.opened();
    }
  }
  return steps;
}

it('opens a device that has given no sound anew after three seconds, and falls back from it after three more', () => {
  expect(said([[60, 0]])).toEqual(['3.1 reopen', '6.2 fall-back']);
});

it('is told when a late headset is heard at last', () => {
  expect(
    said([
      [40, 0],
      [1, 0.2],
    ]),
  ).toEqual(['3.1 reopen', '6.2 fall-back', '40.1 heard']);
});

it('opens a device that was heard anew once, and never listens to another in its place', () => {
  expect(
    said([
      [1, 0.2],
      [60, 0],
    ]),
  ).toEqual(['6.1 reopen', '11.2 give-up']);
});

it('says nothing of a quiet room, or of a dropout', () => {
  expect(
    said([
      [2, 1e-6],
      [4.9, 0],
      [0.1, 1e-6],
      [4.9, 0],
      [0.1, 1e-6],
    ]),
  ).toEqual([]);
});

it('opens a device that is silent between sentences less and less often', () => {
  const sentences = Array.from({ length: 60 }, () => [
    [1, 0.3],
    [9, 0],
  ]).flat() as [number, number][];
  const reopened = said(sentences)
    .filter((step) => step.endsWith('reopen'))
    .map((step) => Number.parseFloat(step));
  expect(reopened.length).toBeLessThan(8);
  const waits = reopened.slice(1).map((second, at) => second - (reopened[at] ?? 0));
  expect(waits).toEqual(waits.toSorted((one, other) => one - other));
});

it('leaves a silent stopgap at once', () => {
  expect(said([[30, 0]], { watch: new SilenceWatch(false) })).toEqual(['3.1 fall-back']);
});

it('counts a device’s silence from when it was opened', () => {
  const watch = new SilenceWatch();
  expect(said([[2.9, 0]], { watch })).toEqual([]);
  watch.opened();
  expect(said([[2.9, 0]], { watch })).toEqual([]);
});

it('knows a device as heard that was listened to elsewhere', () => {
  const watch = new SilenceWatch();
  said([[10, 0]], { watch });
  expect(watch.isSilent).toBe(true);
  watch.heard();
  expect(watch.isSilent).toBe(false);
  expect(said([[4, 0]], { watch })).toEqual([]);
});
