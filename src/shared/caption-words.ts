/** The smallest piece of a caption that is never broken over two rows. */
export interface Word {
  readonly text: string;
  /** Columns it takes: East Asian characters take two. */
  readonly width: number;
  /** Whether a space stands before it. */
  readonly spaced: boolean;
}

/** Scripts written without spaces, where a row may break after any character (and its punctuation). */
const breakable =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][\p{P}ー]*|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;
/** Marks that end a sentence, at the end of a text. */
const sentenceEnd = /[.!?…。！？؟۔]+$/u;
/** Letters of scripts that run from right to left, and of all others. */
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const letter = /\p{L}/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Cuts a text into words, a word longer than a row into pieces of `columns`. */
export function splitWords(text: string, columns: number): Word[] {
  return text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .flatMap((word) => {
      const pieces = (word.match(breakable) ?? []).flatMap((piece) => cut(piece, columns));
      return pieces.map((piece, index) => ({ ...piece, spaced: index === 0 }));
    });
}

/** Cuts between characters as a person sees them, never inside one. */
function cut(text: string, columns: number): { text: string; width: number }[] {
  const pieces: { text: string; width: number }[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const width = wide.test(segment) ? 2 : 1;
    const last = pieces.at(-1);
    if (last && last.width + width <= columns) {
      last.text += segment;
      last.width += width;
    } else {
      pieces.push({ text: segment, width });
    }
  }
  return pieces;
}

/** Writes words as they were, on one row. */
export const joinWords = (words: readonly Word[]): string =>
  words.map(({ text, spaced }, index) => (spaced && index > 0 ? ` ${text}` : text)).join('');

/**
 * A text whose end has not been heard yet, without the mark at its end: recognisers that punctuate close every
 * message as a sentence and take it back with the next.
 */
export const withoutSentenceEnd = (text: string): string => text.trimEnd().replace(sentenceEnd, '');

/** Whether a text runs from right to left: as its first letter does (Unicode bidirectional algorithm, rule P2). */
export function isRightToLeft(text: string): boolean {
  const first = letter.exec(text)?.[0];
  return first !== undefined && rightToLeft.test(first);
}
