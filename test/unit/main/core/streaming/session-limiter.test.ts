import { expect, test } from 'vitest';
import { SessionLimiter } from '../../../../../src/main/core/streaming/session-limiter';

test('the fifth session within a minute waits until the first is a minute old, and two seconds for late packets', () => {
  let now = 0;
  const limiter = new SessionLimiter({ monotonic: () => now });
  const waits = [0, 10_000, 20_000, 30_000, 40_000].map((time) => {
    now = time;
    return limiter.reserve('key').waitMs;
  });
  expect(waits).toEqual([0, 0, 0, 0, 22_000]);
  now = 45_000;
  expect(limiter.reserve('key').waitMs).toBe(27_000);
});

test('keys have limits of their own', () => {
  const limiter = new SessionLimiter({ monotonic: () => 0 });
  for (let count = 0; count < 4; count++) limiter.reserve('one');
  expect(limiter.reserve('two').waitMs).toBe(0);
});

test('a session the server never saw gives its place back', () => {
  const limiter = new SessionLimiter({ monotonic: () => 0 });
  const slots = [1, 2, 3, 4].map(() => limiter.reserve('key'));
  slots[1]?.release();
  expect(limiter.reserve('key').waitMs).toBe(0);
  expect(limiter.reserve('key').waitMs).toBe(62_000);
});

test('places given back are taken in any order, and no one waits longer than a minute', () => {
  let now = 0;
  const limiter = new SessionLimiter({ monotonic: () => now });
  const slots = [1, 2, 3, 4].map(() => limiter.reserve('key'));
  const waiting = limiter.reserve('key');
  for (const slot of slots) slot.release();
  now = 10_000;
  const times = [waiting.waitMs, ...[1, 2, 3].map(() => now + limiter.reserve('key').waitMs)];
  expect(times).toEqual([62_000, 10_000, 10_000, 10_000]);
  expect(now + limiter.reserve('key').waitMs).toBe(72_000);
});
