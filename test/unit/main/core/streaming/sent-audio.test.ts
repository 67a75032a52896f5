import { expect, test } from 'vitest';
import { SentAudio } from '../../../../../src/main/core/streaming/sent-audio';

test('turns a session’s word times into the source’s, over holes and padding', () => {
  const sent = new SentAudio(16_000);
  sent.record(16_000, 800);
  sent.record(16_800, 400, 400);
  sent.record(32_000, 800);
  expect(sent.samples).toBe(2_400);
  expect(sent.startOf(0)).toBe(16_000);
  expect(sent.startOf(50)).toBe(16_800);
  // In the padding: the end of what came before it.
  expect(sent.startOf(90)).toBe(17_200);
  expect(sent.startOf(100)).toBe(32_000);
  expect(sent.endOf(100)).toBe(17_200);
  expect(sent.endOf(125)).toBe(32_400);
});

test('a time beyond what was sent is its end', () => {
  const sent = new SentAudio(0);
  expect(sent.endOf(500)).toBe(0);
  sent.record(0, 800);
  expect(sent.endOf(500)).toBe(800);
  expect(sent.startOf(-5)).toBe(0);
});
