import { expect, it } from 'vitest';
import { meterPercent } from '../../../src/shared/meter';

it('is linear in dB from -60 to full scale, and never outside', () => {
  expect([0, 0.0001, 0.001, 0.0316, 1, 2].map(meterPercent)).toEqual([0, 0, 0, 50, 100, 100]);
});
