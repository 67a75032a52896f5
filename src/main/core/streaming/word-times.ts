import type { TurnMessage } from './server-message';

type Word = NonNullable<TurnMessage['words']>[number];

/** Characters that stand for a syllable or more. */
const syllables = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d]/u;

/** The longest a word is likely to take, spoken slowly, ms. Digits and such signs are spoken as words. */
const longestMs = (text: string): number => {
  let ms = 150;
  for (const character of text) {
    if (/[\p{N}%&€$£+=]/u.test(character)) ms += 350;
    else if (syllables.test(character)) ms += 300;
    else if (/\p{L}/u.test(character)) ms += 80;
  }
  return ms;
};

/**
 * Where a turn's speech begins and ends, ms of the session. The server lets the edge words of a turn take in the silence
 * around them: the first begins 1 s early in half of the turns, the last ends up to 1.3 s late (measured on the live
 * server, September 2026); the edges between words are right. So an edge word gets no more time than it can need,
 * counted from its inner edge.
 */
export const speechSpan = (words: readonly Word[]): { start: number; end: number } | undefined => {
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last) return undefined;
  const start = Math.max(first.start, first.end - longestMs(first.text));
  // The only word of a turn has no inner edge: its end is the better one.
  const end = words.length === 1 ? last.end : Math.min(last.end, last.start + longestMs(last.text));
  return { start, end: Math.max(start, end) };
};
