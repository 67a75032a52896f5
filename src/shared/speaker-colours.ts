import type { Channel } from './audio';
import { contrast, edgeColour, readableContrast, worstContrast, type CaptionGround } from './contrast';
import type { OverlayLook } from './settings';

type Tones = readonly [light: string, dark: string];

/** A light and a dark tone for each channel; blue and orange stay apart for all kinds of colour vision. */
const channelTones: Readonly<Record<Channel, Tones>> = {
  you: ['#8ecbff', '#004a80'],
  others: ['#ffc46b', '#7a3b00'],
};
/** For the second speaker told apart in a channel and those after; the name always says it too. */
const furtherTones: readonly Tones[] = [
  ['#8fe39a', '#14532d'],
  ['#d9b8ff', '#5b2a86'],
  ['#ffabd0', '#8a1253'],
  ['#f1e67c', '#574b00'],
  ['#7fe3da', '#00504a'],
];

export type SpeakerLook = CaptionGround & Pick<OverlayLook, 'youColour' | 'othersColour' | 'speakerColours'>;

/**
 * The colour of a speaker's name: the person's, else the tone that reads best on the background, else, where none
 * reads well, that of the text.
 * @param speaker diarization label, where there is one
 */
export function speakerColour(channel: Channel, speaker: string | undefined, look: SpeakerLook): string {
  const further = look.speakerColours && speaker !== undefined ? speakerNumber(speaker) : 0;
  const own = channel === 'you' ? look.youColour : look.othersColour;
  if (further === 0 && own !== null) return own;
  const tones = (further > 0 && furtherTones[(further - 1) % furtherTones.length]) || channelTones[channel];
  // Letters with an outline stand on that, whatever is behind.
  const ground = look.textEdge === 'outline' ? edgeColour(look.textColour) : look.backgroundColour;
  const [light, dark] = tones;
  const tone = contrast(light, ground) >= contrast(dark, ground) ? light : dark;
  const enough = Math.min(readableContrast, worstContrast(look.textColour, look));
  return worstContrast(tone, look) >= enough ? tone : look.textColour;
}

/** `A` is 0, `B` is 1 …, whatever else the model calls them some number that stays. */
function speakerNumber(label: string): number {
  const letter = /^[A-Z]$/i.test(label) ? label.toUpperCase().charCodeAt(0) - 65 : undefined;
  return letter ?? [...label].reduce((sum, part) => sum + (part.codePointAt(0) ?? 0), 0);
}
