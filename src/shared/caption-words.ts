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
