import { expect, it } from 'vitest';
import { retryDelayMs } from '../../../../src/renderer/capture/retry-delay';

it('waits a second, twice as long each time, and a minute at most', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 99].map(retryDelayMs)).toEqual([
    1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000,
  ]);
});
