import { describe, expect, test } from 'vitest';
import { Segmenter, type SegmenterEvent } from '../../../../../src/main/core/engine/segmenter';
import { vadFrameMs } from '../../../../../src/main/core/engine/silero-vad';

/** Pushes so many ms of one probability; returns what happened, with the frame it happened at. */
const feed = (segmenter: Segmenter, ms: number, probability: number): (SegmenterEvent & { at: number })[] => {
  const events: (SegmenterEvent & { at: number })[] = [];
  for (let frame = 0; frame < Math.round(ms / vadFrameMs); frame++) {
    const event = segmenter.push(probability);
    if (!event) continue;
    events.push({ ...event, at: segmenter.position });
    if (event.kind === 'pause' && event.seals) segmenter.seal(event.end);
  }
  return events;
};

describe('segmenter', () => {
  test('a click is no speech', () => {
    const segmenter = new Segmenter();
    feed(segmenter, 1_000, 0.01);
    feed(segmenter, 64, 0.99);
    feed(segmenter, 1_000, 0.01);
    expect(segmenter.segment).toBeUndefined();
  });

  test('a segment begins a little before its speech', () => {
    const segmenter = new Segmenter();
    feed(segmenter, 960, 0.01);
    feed(segmenter, 320, 0.9);
    expect(segmenter.segment).toEqual({ start: 30 - 8, speechStart: 30, speechEnd: 40 });
    expect(segmenter.silenceMs).toBe(0);
  });

  test('a short segment is decoded at a pause, and goes on after it', () => {
    const segmenter = new Segmenter();
    feed(segmenter, 960, 0.9);
    expect(feed(segmenter, 320, 0.01)).toEqual([{ kind: 'pause', end: 37, seals: false, at: 37 }]);
    feed(segmenter, 320, 0.9);
    expect(segmenter.segment?.speechStart).toBe(0);
  });

  test('a longer one is sealed there, and the next begins after it', () => {
    const segmenter = new Segmenter();
    feed(segmenter, 3_200, 0.9);
    expect(feed(segmenter, 224, 0.01)).toEqual([{ kind: 'pause', end: 107, seals: true, at: 107 }]);
    expect(segmenter.segment).toBeUndefined();
    feed(segmenter, 320, 0.9);
    expect(segmenter.segment).toEqual({ start: 100, speechStart: 107, speechEnd: 117 });
  });

  test('a long silence seals a short segment too, once', () => {
    const segmenter = new Segmenter();
    feed(segmenter, 640, 0.9);
    const events = feed(segmenter, 3_000, 0.01);
    expect(events.map((event) => event.kind === 'pause' && event.seals)).toEqual([false, true]);
    expect(segmenter.silenceMs).toBeCloseTo(3_000, -2);
  });

  test('the longer a segment, the shorter the pause that ends it', () => {
    const pauseAfter = (speechMs: number): number => {
      const segmenter = new Segmenter();
      feed(segmenter, speechMs, 0.9);
      const [event] = feed(segmenter, 640, 0.01);
      return Math.round(((event?.at ?? 0) - Math.round(speechMs / vadFrameMs)) * vadFrameMs);
    };
    expect([3_000, 5_000, 7_000].map(pauseAfter)).toEqual([224, 160, 96]);
  });

  test('unbroken speech is cut at its quietest late frame, and nothing of it is lost', () => {
    const segmenter = new Segmenter();
    feed(segmenter, 7_360, 0.9);
    feed(segmenter, 32, 0.4);
    const [event] = feed(segmenter, 1_000, 0.9);
    expect(event?.kind).toBe('full');
    const cut = segmenter.quietestFrame(0);
    expect(cut).toBe(230);
    segmenter.seal(cut);
    expect(segmenter.segment?.start).toBe(cut);
    expect(segmenter.oldestFrame).toBe(cut);
  });

  test('a cut keeps clear of what is settled', () => {
    const segmenter = new Segmenter();
    feed(segmenter, 7_360, 0.9);
    feed(segmenter, 32, 0.4);
    feed(segmenter, 320, 0.9);
    expect(segmenter.quietestFrame(235)).toBeGreaterThanOrEqual(235);
  });
});
