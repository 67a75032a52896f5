import type { OverlayLook } from './settings';

/** Line height of captions as a multiple of the font size. */
export const captionLineHeight = 1.35;
/** The strip with zone badge and state above the captions, px. */
export const statusStripPx = 32;
/** Space around the captions, px. */
export const overlayPaddingPx = 12;
/** Room for the speaker's name before a line, in characters. */
export const speakerColumns = 8;
/** Mean width of a character in system fonts, as a share of the font size. */
const characterWidth = 0.52;

/** Size of the overlay window for a look, px: fixed by the settings, so that it never jumps with the text. */
export function overlaySize(look: Pick<OverlayLook, 'lines' | 'fontSizePx' | 'columns'>): {
  width: number;
  height: number;
} {
  return {
    width:
      Math.round((look.columns + speakerColumns) * look.fontSizePx * characterWidth) + 2 * overlayPaddingPx,
    height:
      statusStripPx + Math.ceil(look.lines * look.fontSizePx * captionLineHeight) + 2 * overlayPaddingPx,
  };
}
