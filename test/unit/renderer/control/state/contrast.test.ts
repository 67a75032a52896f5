import { expect, it } from 'vitest';
import { contrastRatio, withOpacity } from '../../../../../src/renderer/control/state/contrast';

it('is 21 for black on white, either way round, and 1 for a colour on itself', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrastRatio('#ffffff', '#000000')).toBeCloseTo(21);
  expect(contrastRatio('#3366cc', '#3366cc')).toBe(1);
});

it('agrees with a published value: #767676 on white is the lightest grey that passes', () => {
  expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

it('writes opacity as the last two digits', () => {
  expect([0, 0.02, 0.8, 1].map((opacity) => withOpacity('#123456', opacity))).toEqual([
    '#12345600',
    '#12345605',
    '#123456cc',
    '#123456ff',
  ]);
});
