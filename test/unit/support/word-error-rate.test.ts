import { expect, test } from 'vitest';
import { plainWords, wordErrors } from '../../support/word-error-rate';

test.each([
  ['ask not what', 'Ask not, what?', 0],
  ['ask not what', 'as not what', 1],
  ['ask not what', 'ask not', 1],
  ['ask not what', 'ask not what what', 1],
  ['ask not what', '', 3],
  ['', 'you', 1],
  ['one two three', 'two three one', 2],
])('“%s” heard as “%s” has %i errors', (reference, heard, errors) => {
  expect(wordErrors(reference, heard).errors).toBe(errors);
});

test('written forms of the same words are the same', () => {
  expect(plainWords("Press 4 or #; you're Mr. 21")).toEqual(
    'press four or pound you are mister twenty one'.split(' '),
  );
  expect(plainWords("I can't, don't")).toEqual(plainWords('I cannot do not'));
});
