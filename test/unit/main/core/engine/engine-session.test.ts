import tokenizer from 'llama-tokenizer-js';
import { expect, test } from 'vitest';
import { defaultTurnSilence } from '../../../../../src/main/core/engine/endpointing';
import { EngineSession, type TurnState } from '../../../../../src/main/core/engine/engine-session';
import type { Recognizer } from '../../../../../src/main/core/engine/moonshine';

const ms = (count: number): number => count * 32;
/** Speech is full scale here, so that a detector needs no model. */
const speech = (length: number): Buffer => Buffer.alloc(ms(length), 0x7f);
const silence = (length: number): Buffer => Buffer.alloc(ms(length));

/** Hears one word for each half second. */
const countingRecognizer = (): Recognizer & { longestSeconds: number; decodings: number } => ({
  longestSeconds: 0,
  decodings: 0,
  async transcribe(samples) {
    this.decodings++;
    this.longestSeconds = Math.max(this.longestSeconds, samples.length / 16_000);
    const words = samples.filter((sample) => sample > 0.5).length / 8_000;
    const tokens = tokenizer.encode(`${'word '.repeat(Math.floor(words))}end.`, false);
    return { tokens, probabilities: tokens.map(() => 1) };
  },
});

const open = (recognizer: Recognizer): { session: EngineSession; turns: TurnState[] } => {
  const turns: TurnState[] = [];
  const session = new EngineSession({
    recognizer,
    voiceDetector: { speechProbability: async (frame) => (Math.max(...frame) > 0.5 ? 0.95 : 0.01) },
    silence: defaultTurnSilence,
    onTurn: (turn) => turns.push({ ...turn, words: [...turn.words] }),
    onProgress: () => undefined,
    onFailure: (error) => expect.unreachable(String(error)),
    now: () => 0,
  });
  return { session, turns };
};

test('audio that is heard as it comes is shown as it comes', async () => {
  const recognizer = countingRecognizer();
  const { session, turns } = open(recognizer);
  const audio = Buffer.concat([speech(3_000), silence(1_000)]);
  for (let at = 0; at < audio.length; at += ms(50)) {
    session.accept(audio.subarray(at, at + ms(50)));
    await expect.poll(() => session.waitingMs, { interval: 0 }).toBe(0);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await session.finish();
  const texts = turns.map(({ words }) => words.map(({ text }) => text).join(' '));
  expect(turns.filter((turn) => !turn.final).length).toBeGreaterThanOrEqual(4);
  expect(turns.at(-1)?.final).toBe(true);
  // The full stop is told once the speech has paused.
  expect(texts[0]).toMatch(/end$/i);
  expect(texts.slice(1, -2).join(' ')).not.toContain('.');
  expect(texts.at(-1)).toMatch(/end\.$/i);
  expect(turns.filter((turn) => turn.final)).toHaveLength(1);
});

test('of audio that waits only what ends a segment is decoded, and none of it for longer than 8 s', async () => {
  const recognizer = countingRecognizer();
  const { session, turns } = open(recognizer);
  session.accept(Buffer.concat([speech(30_000), silence(1_000)]));
  await session.finish();
  expect(recognizer.decodings).toBeLessThanOrEqual(6);
  expect(recognizer.longestSeconds).toBeLessThanOrEqual(8.2);
  expect(turns.filter((turn) => turn.final)).toHaveLength(1);
  expect(turns.at(-1)?.words.filter(({ text }) => /word/i.test(text)).length).toBeGreaterThan(55);
});

test('a turn does not grow beyond a minute of talk', async () => {
  const { session, turns } = open(countingRecognizer());
  const sentence = Buffer.concat([speech(5_000), silence(300)]);
  session.accept(Buffer.concat(Array.from({ length: 24 }, () => sentence)));
  await session.finish();
  expect(turns.filter((turn) => turn.final)).toHaveLength(2);
});

/** Hears "one." alone, and "two." after it. Its last decoding is kept. */
const pairRecognizer = (): Recognizer & { seconds: number; begins: string } => ({
  seconds: 0,
  begins: '',
  async transcribe(samples, prefix) {
    this.seconds = samples.length / 16_000;
    this.begins = tokenizer.decode([...(prefix?.tokens ?? [])], false, false);
    const tokens = tokenizer.encode(this.begins === '' ? 'one.' : 'one. two.', false);
    return { tokens, probabilities: tokens.map(() => 1) };
  },
});

test('speech that follows soon is heard after what was said before, and only its own words are told', async () => {
  const recognizer = pairRecognizer();
  const { session, turns } = open(recognizer);
  session.accept(Buffer.concat([speech(1_000), silence(900), speech(600), silence(1_000)]));
  await session.finish();
  expect(recognizer.begins).toMatch(/one\./);
  expect(recognizer.seconds).toBeGreaterThan(2.4);
  expect(turns.filter((turn) => turn.final).map((turn) => turn.words.map(({ text }) => text))).toEqual([
    ['One.'],
    ['Two.'],
  ]);
});

test('speech after a long silence, or much of it, is heard alone', async () => {
  const recognizer = pairRecognizer();
  const { session } = open(recognizer);
  session.accept(Buffer.concat([speech(1_000), silence(3_000), speech(600), silence(1_000)]));
  await session.finish();
  expect(recognizer.begins).toBe('');
  session.accept(Buffer.concat([speech(5_000), silence(500)]));
  await session.finish();
  expect(recognizer.begins).toBe('');
});
