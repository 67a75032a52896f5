import tokenizer from 'llama-tokenizer-js';
import { describe, expect, test } from 'vitest';
import type { Hypothesis } from '../../../../../src/main/core/engine/moonshine';
import {
  agreedCount,
  casedAfter,
  SegmentText,
  spread,
} from '../../../../../src/main/core/engine/segment-text';

const heard = (text: string): Hypothesis => {
  const tokens = tokenizer.encode(text, false);
  return { tokens, probabilities: tokens.map(() => 0.9) };
};

const shown = (text: SegmentText): string =>
  text.words.map((word) => (word.final ? word.text : `${word.text}?`)).join(' ');

describe('agreement', () => {
  const words = (text: string) => text.split(' ').map((word) => ({ text: word }));

  test('counts the words at the beginning that two hypotheses share', () => {
    expect(agreedCount(words('Ask not what their'), words('Ask not what your country'))).toBe(3);
  });

  test('never counts the last word: the audio may have ended within it', () => {
    expect(agreedCount(words('Ask not'), words('Ask not'))).toBe(1);
    expect(agreedCount(words('Ask not what'), words('Ask not'))).toBe(1);
    expect(agreedCount([], words('Ask not'))).toBe(0);
  });

  test('a word that differs in its punctuation is not agreed on', () => {
    expect(agreedCount(words('And so my fellow'), words('And so, my fellow'))).toBe(1);
  });
});

describe('the text of a growing segment', () => {
  test('words become final when two hypotheses agree, and stay as they are', () => {
    const text = new SegmentText(0);
    text.update(heard('Ask what'), 800);
    expect(shown(text)).toBe('Ask? what?');
    text.update(heard('Ask not what your'), 1_600);
    expect(shown(text)).toBe('Ask not? what? your?');
    expect(tokenizer.decode([...text.settled.tokens], false, true)).toBe('Ask');
    const before = text.words[0];
    text.update(heard('Ask not what your country'), 2_400);
    expect(shown(text)).toBe('Ask not what your? country?');
    expect(text.words[0]).toBe(before);
  });

  test('sealing makes every word final', () => {
    const text = new SegmentText(0);
    text.update(heard('Ask not what you'), 800);
    text.seal(heard('Ask not what your country can do.'), 2_000);
    expect(shown(text)).toBe('Ask not what your country can do.');
    expect(text.words.at(-1)?.endMs).toBe(2_000);
  });

  test('times run on from word to word, within the speech', () => {
    const text = new SegmentText(1_000);
    text.update(heard('Ask not what your'), 1_800);
    text.update(heard('Ask not what your country can'), 2_600);
    text.seal(heard('Ask not what your country can do.'), 3_000);
    const times = text.words.flatMap(({ startMs, endMs }) => [startMs, endMs]);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBe(1_000);
    expect(times.at(-1)).toBe(3_000);
  });

  test('a sentence that goes on in the next segment goes on in small letters', () => {
    const text = new SegmentText(0, 'fellow');
    text.seal(heard('And Americans'), 800);
    expect(shown(text)).toBe('and Americans');
  });
});

test('words share the time in proportion to their length', () => {
  const words = ['a', 'abc'].map((text) => ({ text, confidence: 1 }));
  expect(spread(words, 0, 600).map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 200],
    [200, 600],
  ]);
  expect(spread([], 0, 600)).toEqual([]);
});

test.each([
  [undefined, 'ask', true, 'Ask'],
  ['country.', 'that', false, 'That'],
  ['is', 'To', true, 'to'],
  ['is', 'The,', true, 'the,'],
  ['is', 'I', true, 'I'],
  ['is', 'Boston', true, 'Boston'],
  ['is', 'The', false, 'The'],
])('after %s, “%s” is written', (before, word, beginsSegment, written) => {
  expect(casedAfter(before, word, beginsSegment)).toBe(written);
});
