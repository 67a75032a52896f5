import { describe, expect, it } from 'vitest';
import {
  announcementDueMs,
  noAnnouncements,
  withDueAnnouncement,
  withFinal,
  type Announcements,
} from '../../../../src/renderer/overlay/announcements';
import type { Caption } from '../../../../src/shared/captions';

const caption = (turn: number, text = `turn ${String(turn)}`): Caption => ({
  channel: 'you',
  turn,
  text,
  final: true,
  startMs: 0,
  endMs: 0,
});

/** Finals that come at these times, read out as a timer would, until nothing waits. */
function announce(finals: readonly (readonly [atMs: number, caption: Caption])[]): {
  atMs: number;
  texts: string[];
}[] {
  const announced: { atMs: number; texts: string[] }[] = [];
  let state: Announcements = noAnnouncements;
  const readOutUntil = (untilMs: number): void => {
    for (
      let due = announcementDueMs(state);
      due !== undefined && due <= untilMs;
      due = announcementDueMs(state)
    ) {
      state = withDueAnnouncement(state, due);
      announced.push({ atMs: due, texts: state.said.at(-1)?.captions.map(({ text }) => text) ?? [] });
    }
  };
  for (const [atMs, said] of finals) {
    readOutUntil(atMs);
    state = withFinal(state, said, atMs);
  }
  readOutUntil(Infinity);
  return announced;
}

describe('announcements', () => {
  it('join finals that come together', () => {
    expect(
      announce([
        [1000, caption(1)],
        [1200, caption(2)],
      ]),
    ).toEqual([{ atMs: 1500, texts: ['turn 1', 'turn 2'] }]);
  });

  it('come at most every four seconds, and lose none', () => {
    const finals = Array.from({ length: 20 }, (_, index) => [index * 700, caption(index + 1)] as const);
    const announced = announce(finals);
    expect(announced.flatMap(({ texts }) => texts)).toEqual(finals.map(([, { text }]) => text));
    const pauses = announced.slice(1).map(({ atMs }, index) => atMs - (announced[index]?.atMs ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(4000);
    expect(announced.length).toBeLessThanOrEqual(5);
  });

  it('keep the newest of more than can be read out', () => {
    const flood = Array.from({ length: 50 }, (_, index) => [0, caption(index + 1, 'x'.repeat(100))] as const);
    const [first] = announce(flood);
    expect(first?.texts).toHaveLength(6);
    expect(announce([[0, caption(1, 'y'.repeat(5000))]])[0]?.texts).toHaveLength(1);
  });

  it('take each final once, and nothing else', () => {
    const announced = announce([
      [0, { ...caption(1), final: false }],
      [1, caption(1)],
      [2, caption(1)],
      [3, caption(2, '')],
      [6000, caption(1)],
    ]);
    expect(announced).toEqual([{ atMs: 501, texts: ['turn 1'] }]);
  });
});
