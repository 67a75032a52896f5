import type { Channel } from '../../shared/audio';
import type { OverlayLook } from '../../shared/settings';

/** Smallest contrast for text: WCAG 2.2, success criterion 1.4.3. */
const readable = 4.5;

/** A light and a dark tone for each speaker; blue and orange stay apart for all kinds of colour vision. */
const tones: Readonly<Record<Channel, readonly string[]>> = {
  you: ['#8ecbff', '#004a80'],
  others: ['#ffc46b', '#7a3b00'],
};

/** The tone of this speaker that reads best on the background, or the person's text colour where neither does. */
export function speakerColour(
  channel: Channel,
  { backgroundColour, textColour }: Pick<OverlayLook, 'backgroundColour' | 'textColour'>,
): string {
  const contrastOf = (tone: string): number => contrast(tone, backgroundColour);
  const best = tones[channel].reduce((a, b) => (contrastOf(a) >= contrastOf(b) ? a : b));
  return contrastOf(best) >= readable ? best : textColour;
}

/** Contrast ratio of two `#rrggbb` colours, 1–21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
