import type { CaptionFont, OverlayLook } from './settings';

/** The strip with zone badge and state above the captions, px. */
export const statusStripPx = 32;
/** Space around the captions, px. */
export const overlayPaddingPx = 12;
/** Room for the speaker's name before a line, in characters. */
export const speakerColumns = 10;
/** Mean width of a character, as a share of the font size; bold ones are wider. */
const characterWidths: Readonly<Record<CaptionFont, number>> = {
  system: 0.52,
  serif: 0.52,
  mono: 0.61,
  dyslexia: 0.74,
};
const boldWeight = 600;
const boldWidth = 1.1;

/**
 * Size of the overlay window for a look, px: fixed by the settings, so that it never jumps with the text.
 * @param textScale how much larger the system's text is than usual
 */
export function overlaySize(
  look: Pick<OverlayLook, 'lines' | 'fontSizePx' | 'columns' | 'lineHeight' | 'font' | 'fontWeight'>,
  textScale = 1,
): {
  width: number;
  height: number;
} {
  const isWider = look.fontWeight >= boldWeight && look.font !== 'mono';
  const fontSizePx = look.fontSizePx * textScale;
  const character = fontSizePx * characterWidths[look.font] * (isWider ? boldWidth : 1);
  // The speaker's name is always set in the same small letters, whatever the font.
  const name = speakerColumns * fontSizePx * characterWidths.system;
  return {
    width: Math.round(look.columns * character + name) + 2 * overlayPaddingPx,
    height:
      Math.ceil(statusStripPx * textScale) +
      look.lines * Math.round(fontSizePx * look.lineHeight) +
      2 * overlayPaddingPx,
  };
}
