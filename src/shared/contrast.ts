import type { OverlayLook } from './settings';

/** Least contrast of text (WCAG 2.2, success criterion 1.4.3). */
export const readableContrast = 4.5;

type Rgb = readonly [red: number, green: number, blue: number];

const rgbOf = (colour: string): Rgb =>
  [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb;

/** Relative luminance of an sRGB colour of 0–255 each, 0–1 (WCAG 2.2). */
function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(one: Rgb, other: Rgb): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Contrast of two colours `#rrggbb`, 1–21. */
export const contrast = (one: string, other: string): number => ratio(rgbOf(one), rgbOf(other));

/** What a caption's colours stand on. */
export type CaptionGround = Pick<
  OverlayLook,
  'backgroundColour' | 'backgroundOpacity' | 'textColour' | 'textEdge'
>;

/**
 * The contrast a colour `#rrggbb` of text is sure to have, 1–21: the background lets a white or a black window show
 * through. An outline stands between the two and is sure to be seen; all letters have that of the text's colour.
 */
export function worstContrast(
  colour: string,
  { backgroundColour, backgroundOpacity, textColour, textEdge }: CaptionGround,
): number {
  if (textEdge === 'outline') return contrast(colour, edgeColour(textColour));
  const background = rgbOf(backgroundColour);
  const over = (desktop: number): Rgb =>
    background.map((part) => part * backgroundOpacity + desktop * (1 - backgroundOpacity)) as unknown as Rgb;
  return Math.min(...[0, 255].map((desktop) => ratio(rgbOf(colour), over(desktop))));
}

/** Black or white, whichever stands out from a colour of text. */
export const edgeColour = (text: string): string =>
  contrast(text, '#000000') >= contrast(text, '#ffffff') ? '#000000' : '#ffffff';
