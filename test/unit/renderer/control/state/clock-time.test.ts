import { expect, it } from 'vitest';
import { clockTime } from '../../../../../src/renderer/control/state/clock-time';

it('counts minutes, and hours from the first on', () => {
  expect([0, 61_999, 3_599_000, 3_600_000, 36_065_000].map(clockTime)).toEqual([
    '0:00',
    '1:01',
    '59:59',
    '1:00:00',
    '10:01:05',
  ]);
});
