const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'x x twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** A number below 100 as words; larger ones digit by digit, as they are read out. */
const numberWords = (digits: string): string => {
  const value = Number(digits);
  if (value < 20) return ones[value] ?? digits;
  if (value < 100) return `${tens[Math.floor(value / 10)]}${value % 10 ? ` ${ones[value % 10]}` : ''}`;
  return [...digits].map((digit) => ones[Number(digit)]).join(' ');
};

/** Written forms of the same spoken words, as Whisper's English normalizer treats them. */
const writtenOut: readonly [RegExp, string][] = [
  [/\b(mr|mister)\b\.?/g, 'mister'],
  [/\bcan'?t\b|\bcan not\b/g, 'cannot'],
  [/n't\b/g, ' not'],
  [/'re\b/g, ' are'],
  [/'m\b/g, ' am'],
  [/'ll\b/g, ' will'],
  [/'ve\b/g, ' have'],
  [/'d\b/g, ' would'],
  [/\b(that|it|he|she|there|what|who)'s\b/g, '$1 is'],
];

/**
 * Words without case and punctuation, small numbers and contractions written out: what a listener would
 * call the same.
 */
export const plainWords = (text: string): string[] =>
  writtenOut
    .reduce(
      (plain, [form, words]) => plain.replace(form, words),
      text
        .toLowerCase()
        .replace(/\[[^\]]*\]/g, ' ')
        .replace(/[’‘]/g, "'"),
    )
    .replace(/#/g, ' pound ')
    .replace(/\*/g, ' star ')
    .replace(/\d+/g, (digits) => ` ${numberWords(digits)} `)
    .replace(/[^a-z' ]+/g, ' ')
    .split(/\s+/)
    .map((word) => word.replace(/^'+|'+$/g, ''))
    .filter((word) => word !== '');

export interface WordErrors {
  /** Substitutions, insertions and deletions together. */
  readonly errors: number;
  /** Words of the reference. */
  readonly words: number;
}

/** Word errors of a transcript: the edit distance in words, by case- and punctuation-blind comparison. */
export const wordErrors = (reference: string, transcript: string): WordErrors => {
  const wanted = plainWords(reference);
  const heard = plainWords(transcript);
  let row = heard.map((_, index) => index + 1);
  wanted.forEach((word, line) => {
    let diagonal = line;
    let left = line + 1;
    row = row.map((above, column) => {
      const cost = Math.min(above + 1, left + 1, diagonal + (word === heard[column] ? 0 : 1));
      diagonal = above;
      left = cost;
      return cost;
    });
  });
  return { errors: row.at(-1) ?? wanted.length, words: wanted.length };
};

/** Errors as a share of the reference's words. */
export const wordErrorRate = (reference: string, transcript: string): number => {
  const { errors, words } = wordErrors(reference, transcript);
  return errors / Math.max(1, words);
};
