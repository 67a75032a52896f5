import { describe, expect, it } from 'vitest';
import { contrast, speakerColour } from '../../../../src/renderer/overlay/speaker-colours';

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.54, 2);
  expect(contrast('#336699', '#336699')).toBe(1);
});

describe('speakerColour', () => {
  const others = (backgroundColour: string, textColour = '#ffffff') =>
    speakerColour('others', { backgroundColour, textColour });
  const you = (backgroundColour: string, textColour = '#ffffff') =>
    speakerColour('you', { backgroundColour, textColour });

  it.each(['#000000', '#ffffff', '#1d2b4f', '#fff3b0', '#2e2e2e'])(
    'reads well and tells apart on %s',
    (back) => {
      expect(contrast(you(back), back)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(others(back), back)).toBeGreaterThanOrEqual(4.5);
      expect(you(back)).not.toBe(others(back));
    },
  );

  it('still reads well where the default black, at 80 %, lies on a white desktop', () => {
    expect(contrast(you('#000000'), '#333333')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(others('#000000'), '#333333')).toBeGreaterThanOrEqual(4.5);
  });

  it('is the text colour where no tone would be readable', () => {
    expect(you('#808080', '#000000')).toBe('#000000');
  });
});
