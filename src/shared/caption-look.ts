import { edgeColour } from './contrast';
import { overlayPaddingPx, speakerColumns, statusStripPx } from './overlay-size';
import type { CaptionFont, OverlayLook } from './settings';

/** Font families of each choice, the shipped ones in caption-look.css. */
export const fontFamilies: Readonly<Record<CaptionFont, string>> = {
  system: 'system-ui, sans-serif',
  serif: "ui-serif, Georgia, 'Noto Serif', 'DejaVu Serif', serif",
  mono: "ui-monospace, 'Cascadia Mono', Menlo, 'DejaVu Sans Mono', monospace",
  dyslexia: 'OpenDyslexic, system-ui, sans-serif',
};

/**
 * A look as the custom properties of caption-look.css, to be set by script: the content security policy forbids
 * style attributes.
 */
export function lookVariables(look: OverlayLook): Readonly<Record<`--caption-${string}`, string>> {
  return {
    '--caption-font': fontFamilies[look.font],
    '--caption-weight': String(look.fontWeight),
    '--caption-font-size': `${String(look.fontSizePx)}px`,
    '--caption-lines': String(look.lines),
    '--caption-line-height': String(look.lineHeight),
    '--caption-speaker-columns': String(speakerColumns),
    '--caption-strip-height': `${String(statusStripPx)}px`,
    '--caption-padding': `${String(overlayPaddingPx)}px`,
    '--caption-radius': `${String(look.cornerRadiusPx)}px`,
    '--caption-text': look.textColour,
    '--caption-background': look.backgroundColour,
    '--caption-opacity': String(look.backgroundOpacity),
    '--caption-edge': edgeColour(look.textColour),
  };
}
