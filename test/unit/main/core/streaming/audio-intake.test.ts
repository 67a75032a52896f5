import { expect, test } from 'vitest';
import { AudioIntake } from '../../../../../src/main/core/streaming/audio-intake';

/** Heartbeats every 5 s: what the server received and what was sent by then. */
const after = (...beats: readonly (readonly [received: number | undefined, sent: number])[]): number => {
  const intake = new AudioIntake();
  beats.forEach(([received, sent], index) => intake.heartbeat(received, sent, index * 5_000));
  return intake.stuckMs(beats.length * 5_000);
};

test('a server that takes nothing more is stuck from the last heartbeat that told progress', () => {
  expect(after([5_000, 5_000], [7_000, 10_000], [7_000, 15_000], [7_000, 20_000])).toBe(15_000);
});

test('a slow server that still takes some is not', () => {
  expect(after([1_000, 5_000], [1_500, 10_000], [2_000, 15_000])).toBe(5_000);
});

test('nor is one that has all, of a source that fell silent or spoke again just now', () => {
  expect(after([5_000, 5_000], [5_000, 5_000], [5_000, 5_000])).toBe(0);
  expect(after([5_000, 5_000], [5_000, 5_000], [5_000, 9_000])).toBe(5_000);
});

test('one that never says how much it received, or always zero, is not judged by it', () => {
  expect(after([undefined, 5_000], [undefined, 10_000], [undefined, 15_000])).toBe(0);
  expect(after([0, 5_000], [0, 10_000], [0, 15_000])).toBe(0);
});
