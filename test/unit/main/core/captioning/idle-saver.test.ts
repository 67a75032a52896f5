import { beforeEach, expect, it } from 'vitest';
import { IdleSaver } from '../../../../../src/main/core/captioning/idle-saver';
import { bytesPerSample, frameMs, msToSamples, samplesToMs } from '../../../../../src/shared/audio';
import { silence, speak } from '../../../../support/coded-audio';
import { ManualClock, settle } from '../../../../support/manual-clock';

const minute = 60_000;
let clock: ManualClock;
let idleAfterMs: number | undefined;
let mayRest: boolean;
let saver: IdleSaver;
/** What it asked for: `rest`, or the ms from which a session is to begin. */
let asked: ('rest' | number)[];
/** Ends the closing session. */
let closed: (isOver: boolean) => void;
let position: number;

beforeEach(() => {
  clock = new ManualClock();
  idleAfterMs = minute;
  mayRest = true;
  asked = [];
  position = 0;
  saver = new IdleSaver({
    clock,
    timings: { restQuietMs: 2_000, preRollMs: 1_000 },
    idleAfterMs: () => idleAfterMs,
    mayRest: () => mayRest,
    rest: () => {
      asked.push('rest');
      return new Promise((resolve) => (closed = resolve));
    },
    wake: (fromSample) => asked.push(samplesToMs(fromSample)),
  });
});

/** Captures in real time. */
const capture = async (pcm: Buffer): Promise<void> => {
  const frame = msToSamples(frameMs) * bytesPerSample;
  for (let byte = 0; byte < pcm.byteLength; byte += frame) {
    await clock.pass(frameMs);
    const piece = pcm.subarray(byte, byte + frame);
    saver.heard(piece, position);
    position += piece.byteLength / bytesPerSample;
  }
};
const quiet = (ms: number): Promise<void> => capture(silence(ms));
const word = speak(['Hello.'], { wordMs: 300, gapMs: 0, pauseMs: 0 });

const restAndClose = async (): Promise<void> => {
  await quiet(minute);
  expect(asked.splice(0)).toEqual(['rest']);
  closed(true);
  await settle();
};

it('lets the session rest when nobody has spoken for the time chosen, and not before', async () => {
  await quiet(minute - frameMs);
  expect(asked).toEqual([]);
  await quiet(frameMs);
  expect(asked).toEqual(['rest']);
});

it('begins to count again with each caption', async () => {
  await quiet(40_000);
  saver.captioned(position);
  await quiet(59_000);
  expect(asked).toEqual([]);
  await quiet(1_000);
  expect(asked).toEqual(['rest']);
});

it('wakes it from a second before the first word', async () => {
  await restAndClose();
  await quiet(5_000);
  await capture(word);
  expect(asked).toHaveLength(1);
  const [from] = asked;
  expect(from).toBeGreaterThan(minute + 5_000 - 1_000);
  expect(from).toBeLessThanOrEqual(minute + 5_000 - 900);
});

it('never sends again what has its captions, nor what was another session’s', async () => {
  saver.captioned(msToSamples(minute - 100));
  saver.began(0);
  await restAndClose();
  await capture(word);
  expect(asked).toEqual([minute - 100]);

  asked = [];
  saver.began(position);
  const began = samplesToMs(position);
  await restAndClose();
  await capture(word);
  expect(asked[0]).toBeGreaterThanOrEqual(began);
});

it('does not close on somebody who has just begun, though the server has not said a word of it', async () => {
  await quiet(minute - 400);
  await capture(word);
  await quiet(1_800);
  expect(asked).toEqual([]);
  await quiet(300);
  expect(asked).toEqual(['rest']);
});

it('waits while the session is not live or still owes audio', async () => {
  mayRest = false;
  await quiet(2 * minute);
  expect(asked).toEqual([]);
  mayRest = true;
  await quiet(2_000);
  expect(asked).toEqual(['rest']);
});

it('a voice while the session is being closed wakes it as soon as that is over', async () => {
  await quiet(minute);
  await capture(word);
  expect(asked).toEqual(['rest']);
  const spokenAt = minute;
  await quiet(1_000);
  closed(true);
  await settle();
  expect(asked[1]).toBeGreaterThan(spokenAt - 1_000);
  expect(asked[1]).toBeLessThanOrEqual(spokenAt - 900);
});

it('last words of a closing session wake it from where they ended', async () => {
  await quiet(minute);
  saver.captioned(msToSamples(minute - 50));
  closed(true);
  await settle();
  expect(asked).toEqual(['rest', minute - 50]);
});

it('a source that delivers nothing more rests too', async () => {
  await quiet(frameMs);
  await clock.pass(minute);
  expect(asked).toEqual(['rest']);
});

it('a source that delivers nothing more after its first word rests again', async () => {
  await quiet(minute);
  saver.heard(word, position);
  closed(true);
  await settle();
  expect(asked).toHaveLength(2);
  await clock.pass(minute);
  expect(asked.at(-1)).toBe('rest');
});

it('leaves a session that failed while it was closed to its failure', async () => {
  await quiet(minute);
  closed(false);
  await settle();
  await capture(word);
  expect(asked).toEqual(['rest']);
});

it('a shorter time counts at once', async () => {
  idleAfterMs = 60 * minute;
  await quiet(2 * minute);
  idleAfterMs = minute;
  await quiet(frameMs);
  expect(asked).toEqual(['rest']);
});

it('does nothing while it is off, and switched off wakes what rests', async () => {
  idleAfterMs = undefined;
  await quiet(2 * minute);
  expect(asked).toEqual([]);
  idleAfterMs = minute;
  await quiet(frameMs);
  expect(asked.splice(0)).toEqual(['rest']);
  closed(true);
  await settle();
  await quiet(2_000);
  idleAfterMs = undefined;
  await quiet(frameMs);
  expect(asked).toEqual([samplesToMs(position) - frameMs - 1_000]);
});

it('opens at most one session in the time chosen, however often it is startled', async () => {
  let sessions = 0;
  for (let round = 0; round < 10 * 60; round++) {
    await capture(word);
    await quiet(700);
    await quiet(2_000);
    if (asked.at(-1) === 'rest') {
      closed(true);
      await settle();
    }
    sessions = asked.filter((what) => what !== 'rest').length;
  }
  expect(sessions).toBeGreaterThan(1);
  expect(sessions).toBeLessThanOrEqual((600 * 3_000) / minute);
});

it('asks for nothing after a stop, also in the middle of closing', async () => {
  await quiet(minute);
  saver.stop();
  closed(true);
  await settle();
  await capture(word);
  await quiet(2 * minute);
  expect(asked).toEqual(['rest']);
});
