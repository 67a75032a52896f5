import { expect, test } from 'vitest';
import { AudioTimeline } from '../../../../../src/main/core/streaming/audio-timeline';

/** Samples numbered from `first`. */
const numbered = (count: number, first = 0): Buffer =>
  Buffer.from(Int16Array.from({ length: count }, (_, index) => first + index).buffer);
const samplesOf = (pcm: Uint8Array): number[] => [...new Int16Array(Uint8Array.from(pcm).buffer)];

test('reads on across chunks, whatever their lengths', () => {
  const timeline = new AudioTimeline();
  for (const [first, count] of [
    [0, 3],
    [3, 1],
    [4, 6],
  ] as const) {
    timeline.append(numbered(count, first), 'eu', 0);
  }
  const audio = timeline.read(2, 5);
  expect(audio?.start).toBe(2);
  expect(samplesOf(audio?.pcm ?? new Uint8Array())).toEqual([2, 3, 4, 5, 6]);
  expect(timeline.read(10, 5)).toBeUndefined();
});

test('a sample cut in two by its sender is put together', () => {
  const timeline = new AudioTimeline();
  const bytes = numbered(4, 300);
  for (const [from, to] of [
    [0, 1],
    [1, 4],
    [4, 7],
    [7, 8],
  ] as const) {
    timeline.append(bytes.subarray(from, to), 'eu', 0);
  }
  expect(samplesOf(timeline.read(0, 10)?.pcm ?? new Uint8Array())).toEqual([300, 301, 302, 303]);
});

test('never joins audio of two zones', () => {
  const timeline = new AudioTimeline();
  timeline.append(numbered(4), 'eu', 0);
  timeline.append(numbered(4, 4), 'us', 0);
  expect(timeline.read(0, 8)).toMatchObject({ start: 0, zone: 'eu', pcm: { length: 8 } });
  expect(timeline.read(4, 8)).toMatchObject({ start: 4, zone: 'us', pcm: { length: 8 } });
});

test('keeps the caller’s audio as it was when pushed', () => {
  const timeline = new AudioTimeline();
  const pcm = numbered(2, 7);
  timeline.append(pcm, 'eu', 0);
  pcm.fill(0);
  expect(samplesOf(timeline.read(0, 2)?.pcm ?? new Uint8Array())).toEqual([7, 8]);
});

test('drops what is older than it keeps; reading begins where audio is left', () => {
  const timeline = new AudioTimeline(100);
  for (let frame = 0; frame < 10; frame++) timeline.append(numbered(800), 'eu', 0);
  expect(timeline.start).toBe(6_400);
  expect(timeline.read(0, 800)?.start).toBe(6_400);
});

test('gives up what was captured of a stretch, and each part once', () => {
  const timeline = new AudioTimeline();
  timeline.append(numbered(160), 'eu', 0);
  expect(timeline.skip(10)).toEqual({ from: 160, to: 320 });
  timeline.append(numbered(160), 'eu', 0);
  expect(timeline.end).toBe(480);
  expect(timeline.giveUp(100, 400)).toEqual([
    { from: 100, to: 160 },
    { from: 320, to: 400 },
  ]);
  expect(timeline.giveUp(0, 480)).toEqual([
    { from: 0, to: 100 },
    { from: 400, to: 480 },
  ]);
  expect(timeline.giveUp(170, 300)).toEqual([]);
  expect(timeline.read(160, 800)?.start).toBe(320);
});

test('knows when a sample was captured, as long as it is kept', () => {
  const timeline = new AudioTimeline(100);
  timeline.append(numbered(800), 'eu', 1_000);
  timeline.append(numbered(800), 'eu', 1_050);
  expect(timeline.capturedAt(1_600)).toBe(1_050);
  expect(timeline.capturedAt(1_200)).toBe(1_025);
  expect(timeline.capturedAt(800)).toBe(1_000);
  timeline.append(numbered(1_600), 'eu', 1_150);
  expect(timeline.capturedAt(800)).toBeUndefined();
});
