import { defaultSettings, type OverlayLook } from './settings';

export const lookPresetIds = ['classic', 'high-contrast', 'large', 'dyslexia', 'transparent'] as const;
export type LookPresetId = (typeof lookPresetIds)[number];

const classic = defaultSettings.overlay.look;

/** Whole looks to begin from. */
export const lookPresets: Readonly<Record<LookPresetId, OverlayLook>> = {
  classic,
  'high-contrast': {
    ...classic,
    fontSizePx: 32,
    fontWeight: 700,
    textColour: '#ffff00',
    backgroundOpacity: 1,
    cornerRadiusPx: 0,
    youColour: '#ffffff',
    othersColour: '#ffffff',
    speakerColours: false,
  },
  large: { ...classic, fontSizePx: 52, lineHeight: 1.3, columns: 34, backgroundOpacity: 0.9 },
  // Dark on cream rather than black on white, wide letters, shorter and looser lines: the British Dyslexia
  // Association's style guide.
  dyslexia: {
    ...classic,
    font: 'dyslexia',
    fontSizePx: 26,
    lineHeight: 1.6,
    columns: 38,
    textColour: '#1f2430',
    backgroundColour: '#faf1dc',
    backgroundOpacity: 1,
  },
  transparent: { ...classic, fontSizePx: 32, fontWeight: 700, textEdge: 'outline', backgroundOpacity: 0 },
};

/** The preset a look is; undefined once the person has changed anything. */
export const presetOf = (look: OverlayLook): LookPresetId | undefined =>
  lookPresetIds.find((id) => isSameLook(lookPresets[id], look));

const isSameLook = (one: OverlayLook, other: OverlayLook): boolean =>
  (Object.keys(one) as (keyof OverlayLook)[]).every((name) => one[name] === other[name]);
