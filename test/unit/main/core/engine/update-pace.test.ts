import { expect, test } from 'vitest';
import { UpdatePace } from '../../../../../src/main/core/engine/update-pace';

/** Plays an endless sentence at real time; returns the share of time spent decoding, and the worst lag. */
const play = (decodeMs: number): { share: number; updates: number } => {
  const pace = new UpdatePace();
  let heardMs = 0;
  let busyMs = 0;
  let updates = 0;
  while (heardMs < 60_000) {
    heardMs += 32;
    if (!pace.isDue(heardMs - (updates === 0 ? 0 : lastMs), 0)) continue;
    lastMs = heardMs;
    pace.took(decodeMs);
    busyMs += decodeMs;
    updates++;
  }
  return { share: busyMs / heardMs, updates };
};
let lastMs = 0;

test('fast decoding is repeated often, slow decoding seldom', () => {
  expect(play(100).updates).toBeGreaterThan(150);
  expect(play(1_000).updates).toBeLessThan(40);
});

test('however slow it is, decoding leaves time for catching up', () => {
  for (const decodeMs of [200, 500, 1_000, 3_000]) expect(play(decodeMs).share).toBeLessThanOrEqual(0.65);
});

test('there are no partial results while audio waits', () => {
  const pace = new UpdatePace();
  expect(pace.isDue(5_000, 1_000)).toBe(false);
  expect(pace.isDue(5_000, 64)).toBe(true);
});
