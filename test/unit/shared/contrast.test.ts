import { describe, expect, it } from 'vitest';
import { contrast, edgeColour, worstContrast, type CaptionGround } from '../../../src/shared/contrast';

it('is 21 for black on white, either way round, and 1 for a colour on itself', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
  expect(contrast('#3366cc', '#3366cc')).toBe(1);
});

it('agrees with a published value: #767676 on white is the lightest grey that passes', () => {
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

describe('the worst contrast', () => {
  const ground = (backgroundColour: string, backgroundOpacity: number): CaptionGround => ({
    backgroundColour,
    backgroundOpacity,
    textColour: '#ffffff',
    textEdge: 'none',
  });

  it('is that on the background where nothing shows through it', () => {
    expect(worstContrast('#ffffff', ground('#000000', 1))).toBeCloseTo(21);
  });

  it('is that on a white window for light text, on a black one for dark text', () => {
    // Black at 80 % over white is #333333; white at 80 % over black #cccccc.
    expect(worstContrast('#ffffff', ground('#000000', 0.8))).toBeCloseTo(contrast('#ffffff', '#333333'), 5);
    expect(worstContrast('#000000', ground('#ffffff', 0.8))).toBeCloseTo(contrast('#000000', '#cccccc'), 5);
  });

  it('is none without a background, unless letters have an outline', () => {
    expect(worstContrast('#ffffff', ground('#000000', 0))).toBe(1);
    expect(worstContrast('#ffffff', { ...ground('#000000', 0), textEdge: 'outline' })).toBeCloseTo(21);
    expect(worstContrast('#ffffff', { ...ground('#000000', 0), textEdge: 'shadow' })).toBe(1);
  });

  it('of a name is that with the outline of the text', () => {
    expect(worstContrast('#111111', { ...ground('#000000', 0), textEdge: 'outline' })).toBeLessThan(1.2);
  });
});

it('outlines light text in black and dark text in white', () => {
  expect(['#ffffff', '#ffff00', '#222222', '#004a80'].map(edgeColour)).toEqual([
    '#000000',
    '#000000',
    '#ffffff',
    '#ffffff',
  ]);
});
