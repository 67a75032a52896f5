import type { Caption, SpeakerChange } from '../../../shared/captions';

/** Turns shown on the captions page. */
const turnsShown = 30;

/**
 * The list with a caption put in its place: a caption of the same channel and turn is replaced, and a turn that
 * came to nothing (final with empty text) goes.
 */
export function withCaption(captions: readonly Caption[], caption: Caption): Caption[] {
  const isSame = (other: Caption): boolean =>
    other.channel === caption.channel && other.turn === caption.turn;
  const others = captions.filter((other) => !isSame(other));
  if (caption.final && caption.text === '') return others;
  return [...others, caption].sort((a, b) => a.startMs - b.startMs).slice(-turnsShown);
}

/** The list with another speaker named for a turn. */
export const withSpeaker = (
  captions: readonly Caption[],
  { channel, turn, speaker }: SpeakerChange,
): Caption[] =>
  captions.map((caption) =>
    caption.channel === channel && caption.turn === turn ? { ...caption, speaker } : caption,
  );
