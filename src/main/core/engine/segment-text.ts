import { endsSentence } from './endpointing';
import { nothingHeard, type Hypothesis } from './moonshine';
import { wordsOf, type HeardWord } from './moonshine-tokens';

/** A word of a turn; times in ms from the session's first audio, estimated. */
export interface TurnWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number;
  /** A final word changes no more. */
  readonly final: boolean;
}

/**
 * The text of a segment while it grows. Each decoding of the longer audio is a new hypothesis; the words two
 * successive ones agree on are settled: they become final, and later decodings begin with them.
 */
export class SegmentText {
  #settled: Hypothesis = nothingHeard;
  #finalWords: TurnWord[] = [];
  #openWords: TurnWord[] = [];
  #previous: readonly HeardWord[] = [];
  #settledEndMs: number;
  readonly #before: string | undefined;

  /** @param startMs when the segment's speech begins. @param before the turn's last word before it, if any. */
  constructor(startMs: number, before?: string) {
    this.#settledEndMs = startMs;
    this.#before = before;
  }

  /** What the next decoding begins with. */
  get settled(): Hypothesis {
    return this.#settled;
  }

  get words(): readonly TurnWord[] {
    return [...this.#finalWords, ...this.#openWords];
  }

  /** Takes a new hypothesis, which begins with {@link settled}. @param endMs the end of the speech it covers. */
  update(hypothesis: Hypothesis, endMs: number): void {
    const words = wordsOf(hypothesis);
    this.#settle(hypothesis, words, agreedCount(this.#previous, words), endMs);
    this.#previous = words;
  }

  /** Takes the last hypothesis: every word is final. */
  seal(hypothesis: Hypothesis, endMs: number): void {
    const words = wordsOf(hypothesis);
    this.#settle(hypothesis, words, words.length, endMs);
  }

  #settle(hypothesis: Hypothesis, words: readonly HeardWord[], agreed: number, endMs: number): void {
    const known = this.#finalWords.length;
    const finalCount = Math.max(agreed, known);
    const written = words.map((word, at) => ({
      ...word,
      text: casedAfter(at === 0 ? this.#before : words[at - 1]?.text, word.text, at === 0),
    }));
    const timed = spread(written.slice(known), this.#settledEndMs, endMs);
    const newlyFinal = timed.slice(0, finalCount - known);
    this.#finalWords.push(...newlyFinal.map((word) => ({ ...word, final: true })));
    this.#openWords = timed.slice(finalCount - known);
    this.#settledEndMs = this.#finalWords.at(-1)?.endMs ?? this.#settledEndMs;
    const tokens = words[finalCount - 1]?.tokensToEnd ?? 0;
    this.#settled = {
      tokens: hypothesis.tokens.slice(0, tokens),
      probabilities: hypothesis.probabilities.slice(0, tokens),
    };
  }
}

const functionWords = new Set(
  (
    'a an and are as at be been but by can could did do does for from had has have he her his how if in into is it ' +
    'its may might my no not of on or our out she should so than that the their them then there these they this ' +
    'those to up was we were what when where which while who why will with would you your'
  ).split(' '),
);

/**
 * The word as it is written after another. The model takes each segment for a whole sentence; where one goes
 * on, its first word is made small if it can't be a name, and after a full stop a word is made large.
 */
export const casedAfter = (before: string | undefined, word: string, beginsSegment: boolean): string => {
  if (before === undefined || endsSentence(before)) return word.charAt(0).toUpperCase() + word.slice(1);
  const small = word.toLowerCase();
  return beginsSegment && functionWords.has(small.replace(/[^a-z]/g, '')) ? small : word;
};

/**
 * How many words two successive hypotheses of growing audio agree on. The last word of either doesn't
 * count: the audio may have ended within it.
 */
export const agreedCount = (
  previous: readonly { text: string }[],
  current: readonly { text: string }[],
): number => {
  const limit = Math.max(0, Math.min(previous.length, current.length) - 1);
  let count = 0;
  while (count < limit && previous[count]?.text === current[count]?.text) count++;
  return count;
};

/**
 * The words of speech that goes on. The model ends every text with a full stop, which would come and go with each
 * further word; one that two decodings agree on stays.
 */
export const withoutGuessedEnd = (words: readonly TurnWord[]): readonly TurnWord[] => {
  const last = words.at(-1);
  const text = last?.text.replace(/[.?!]+["'”’]?$/, '');
  if (!last || last.final || !text) return words;
  return [...words.slice(0, -1), { ...last, text }];
};

/**
 * Times for words spoken from `startMs` to `endMs`: the model gives none, so that each word gets a share in
 * proportion to its length. Against forced alignment such times were off by 0.14 s (median).
 */
export const spread = (
  words: readonly Pick<HeardWord, 'text' | 'confidence'>[],
  startMs: number,
  endMs: number,
): TurnWord[] => {
  const lengths = words.map(({ text }) => text.length + 1);
  const perCharacter = Math.max(0, endMs - startMs) / lengths.reduce((sum, length) => sum + length, 0);
  let at = startMs;
  return words.map(({ text, confidence }, index) => {
    const from = at;
    at += perCharacter * (lengths[index] as number);
    return { text, startMs: Math.round(from), endMs: Math.round(at), confidence, final: false };
  });
};
