import { describe, expect, it } from 'vitest';
import { contrast, worstContrast } from '../../../src/shared/contrast';
import { defaultSettings } from '../../../src/shared/settings';
import { speakerColour, type SpeakerLook } from '../../../src/shared/speaker-colours';

const { look } = defaultSettings.overlay;
const on = (backgroundColour: string, more: Partial<SpeakerLook> = {}): SpeakerLook => ({
  ...look,
  backgroundColour,
  backgroundOpacity: 1,
  ...more,
});
const you = (ground: SpeakerLook): string => speakerColour('you', undefined, ground);
const others = (ground: SpeakerLook): string => speakerColour('others', undefined, ground);
const labels = ['A', 'B', 'C', 'D', 'E', 'F'];

describe('speakerColour', () => {
  it.each(['#000000', '#ffffff', '#1d2b4f', '#fff3b0', '#2e2e2e', '#faf1dc'])(
    'reads well and tells apart on %s, however many speakers there are',
    (back) => {
      const colours = labels.map((label) => speakerColour('others', label, on(back)));
      for (const colour of [you(on(back)), ...colours]) {
        expect(contrast(colour, back)).toBeGreaterThanOrEqual(4.5);
      }
      expect(new Set([you(on(back)), ...colours]).size).toBe(labels.length + 1);
    },
  );

  it('still reads well where the default background lies on a white window', () => {
    for (const colour of [you(look), others(look)]) {
      expect(worstContrast(colour, look)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('is the text colour where no tone would be readable', () => {
    expect(you(on('#808080', { textColour: '#000000' }))).toBe('#000000');
  });

  it('is the person’s where they chose one, which the further speakers of a channel keep apart from', () => {
    const chosen = on('#000000', { othersColour: '#ff0000' });
    expect(others(chosen)).toBe('#ff0000');
    expect(speakerColour('others', 'A', chosen)).toBe('#ff0000');
    expect(speakerColour('others', 'B', chosen)).not.toBe('#ff0000');
    expect(speakerColour('others', 'B', { ...chosen, speakerColours: false })).toBe('#ff0000');
  });

  it('stays the same for a speaker of any name', () => {
    expect(speakerColour('others', 'Ada', look)).toBe(speakerColour('others', 'Ada', look));
  });
});
