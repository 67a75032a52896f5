import { expect, test } from 'vitest';
import { endsSentence, turnIsOver } from '../../../../../src/main/core/engine/endpointing';

const silence = { minTurnSilenceMs: 480, maxTurnSilenceMs: 900 };

test.each([
  ['for your country.', 479, false],
  ['for your country.', 480, true],
  ['what?', 480, true],
  ['he said “go!”', 480, true],
  ['ask not', 480, false],
  ['ask not,', 899, false],
  ['ask not', 900, true],
  ['', 900, true],
])('“%s” and %i ms of silence', (text, silenceMs, over) => {
  expect(turnIsOver(text, silenceMs, silence)).toBe(over);
});

test('a number with a point in it ends no sentence', () => {
  expect(endsSentence('3.5')).toBe(false);
});
