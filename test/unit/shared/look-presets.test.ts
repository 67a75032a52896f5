import { describe, expect, it } from 'vitest';
import { readableContrast, worstContrast } from '../../../src/shared/contrast';
import { lookPresetIds, lookPresets, presetOf } from '../../../src/shared/look-presets';
import { overlayLookSchema } from '../../../src/shared/settings';
import { speakerColour } from '../../../src/shared/speaker-colours';

describe.each(lookPresetIds)('the look “%s”', (id) => {
  const look = lookPresets[id];

  it('is one the settings allow, and known again', () => {
    expect(overlayLookSchema.parse(look)).toEqual(look);
    expect(presetOf(look)).toBe(id);
    expect(presetOf({ ...look, lines: look.lines + 1 })).toBeUndefined();
  });

  it('is readable over any window, names too', () => {
    for (const colour of [
      look.textColour,
      speakerColour('you', undefined, look),
      speakerColour('others', 'B', look),
    ]) {
      expect(worstContrast(colour, look)).toBeGreaterThanOrEqual(readableContrast);
    }
  });
});
