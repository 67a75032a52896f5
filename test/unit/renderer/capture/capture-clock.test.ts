import { expect, it } from 'vitest';
import { CaptureClock, FrameCounter } from '../../../../src/renderer/capture/capture-clock';

it('is the first context’s own clock', () => {
  const clock = new CaptureClock(4000);
  expect([0, 800, 1600].map((startSample, at) => clock.t0(startSample, 5000 + at * 50))).toEqual([
    0, 50, 100,
  ]);
});

it('goes on over a new context by what passed on the page’s clock, in whole frames', () => {
  const clock = new CaptureClock(1000);
  clock.t0(0, 1000);
  clock.t0(800, 1050);
  clock.contextReplaced();
  // The next frame on time would have come at 1100, as 100.
  expect(clock.t0(128, 4120)).toBe(3100);
  expect(clock.t0(928, 4170)).toBe(3150);
});

it('counts from the beginning where the first context never came to life', () => {
  const clock = new CaptureClock(500_000);
  clock.contextReplaced();
  expect(clock.t0(0, 503_050)).toBe(3000);
});

it('never goes back, however late a frame before it came', () => {
  const clock = new CaptureClock(1000);
  clock.t0(0, 9000);
  clock.contextReplaced();
  expect(clock.t0(0, 9001)).toBe(50);
});

it('leaves out the numbers of frames that never were', () => {
  const counter = new FrameCounter();
  expect([200, 250, 300, 3300, 3350].map((t0) => counter.seq(t0))).toEqual([0, 1, 2, 62, 63]);
});

it('counts on through a clock that is a bit off, and doesn’t add up what is off', () => {
  const counter = new FrameCounter();
  expect([0, 50.4, 99.8, 150.1].map((t0) => counter.seq(t0))).toEqual([0, 1, 2, 3]);
  // Twenty interruptions, 20 ms more than whole frames each.
  const seqs = Array.from({ length: 20 }, (_, index) => counter.seq(1000 + index * 170));
  expect(seqs.at(-1)).toBe(Math.round((1000 + 19 * 170) / 50));
});
