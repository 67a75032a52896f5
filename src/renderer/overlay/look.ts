import {
  captionLineHeight,
  overlayPaddingPx,
  speakerColumns,
  statusStripPx,
} from '../../shared/overlay-size';
import type { OverlayLook } from '../../shared/settings';
import { speakerColour } from './speaker-colours';

/** Coloured bar before the text, and the space after it. */
const barPx = (fontSizePx: number): number => Math.round(fontSizePx * 0.4);

/** Everything before the text: the speaker's name, set smaller than the captions, and the bar. */
export const gutterPx = (fontSizePx: number): number =>
  Math.round(speakerColumns * fontSizePx * 0.46) + barPx(fontSizePx);

/** Hands the person's look to the style sheet. Set by script: the content security policy forbids style attributes. */
export function applyLook(root: HTMLElement, look: OverlayLook): void {
  const properties: Record<string, string> = {
    '--font-size': `${String(look.fontSizePx)}px`,
    '--lines': String(look.lines),
    '--line-height': String(captionLineHeight),
    '--gutter': `${String(gutterPx(look.fontSizePx))}px`,
    '--bar': `${String(barPx(look.fontSizePx))}px`,
    '--strip': `${String(statusStripPx)}px`,
    '--padding': `${String(overlayPaddingPx)}px`,
    '--text': look.textColour,
    '--background': look.backgroundColour,
    '--opacity': String(look.backgroundOpacity),
    '--you': speakerColour('you', look),
    '--others': speakerColour('others', look),
  };
  for (const [name, value] of Object.entries(properties)) root.style.setProperty(name, value);
}
