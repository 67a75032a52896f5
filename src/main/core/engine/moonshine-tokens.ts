import tokenizer from 'llama-tokenizer-js';
import type { Hypothesis } from './moonshine';

/** Moonshine speaks the tokens of Llama's SentencePiece vocabulary; ids from 32000 on are special ones. */
export const beginToken = 1;
export const endToken = 2;

/** SentencePiece marks the space before a word with this sign (U+2581). */
const wordMark = '\u2581';

/** True for a token that begins with a space. */
export const startsWord = (token: number): boolean =>
  tokenizer.vocabById[token]?.startsWith(wordMark) ?? false;

/** A word with the punctuation that belongs to it. */
export interface HeardWord {
  readonly text: string;
  /** The least probable of its tokens, 0–1: an estimate. */
  readonly confidence: number;
  /** The hypothesis's first so many tokens end with this word. */
  readonly tokensToEnd: number;
}

/** The words of a hypothesis, in order. */
export const wordsOf = ({ tokens, probabilities }: Hypothesis): HeardWord[] => {
  const words: HeardWord[] = [];
  let from = 0;
  for (let end = 1; end <= tokens.length; end++) {
    if (end < tokens.length && !startsWord(tokens[end] as number)) continue;
    const text = tokenizer.decode(tokens.slice(from, end), false, false).trim();
    const confidence = Math.min(1, ...probabilities.slice(from, end));
    if (text !== '') words.push({ text, confidence, tokensToEnd: end });
    from = end;
  }
  return words;
};
