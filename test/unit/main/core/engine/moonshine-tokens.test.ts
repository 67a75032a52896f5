import tokenizer from 'llama-tokenizer-js';
import { expect, test } from 'vitest';
import { startsWord, wordsOf } from '../../../../../src/main/core/engine/moonshine-tokens';

const heard = (text: string) => {
  const tokens = tokenizer.encode(text, false);
  return { tokens, probabilities: tokens.map((_, at) => 1 - at / 100) };
};

test('words carry their punctuation', () => {
  expect(wordsOf(heard('Ask not, “what” it’s for: U.S. citizens.')).map(({ text }) => text)).toEqual([
    'Ask',
    'not,',
    '“what”',
    'it’s',
    'for:',
    'U.S.',
    'citizens.',
  ]);
});

test('letters outside the vocabulary are put together from their bytes', () => {
  expect(wordsOf(heard('café 🙂 naïve')).map(({ text }) => text)).toEqual(['café', '🙂', 'naïve']);
});

test('a word is as sure as its least sure token', () => {
  const hypothesis = heard('unmistakable words');
  const [first] = wordsOf(hypothesis);
  expect(first?.tokensToEnd).toBeGreaterThan(1);
  expect(first?.confidence).toBe(hypothesis.probabilities[(first?.tokensToEnd ?? 0) - 1]);
});

test('special tokens are no words', () => {
  expect(wordsOf({ tokens: [], probabilities: [] })).toEqual([]);
  expect(startsWord(32_767)).toBe(false);
});
