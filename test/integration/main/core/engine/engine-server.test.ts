import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineProcess } from '../../../../../src/main/core/engine/engine-process';
import { V3Client, type ReceivedTurn } from '../../../../support/v3-client';
import { plainWords, wordErrorRate } from '../../../../support/word-error-rate';

const root = resolve(import.meta.dirname, '../../../../..');
const wavHeaderBytes = 78;
const speech = readFileSync(resolve(root, 'assets/speech-sample.wav')).subarray(wavHeaderBytes);
const said = readFileSync(resolve(root, 'assets/speech-sample.txt'), 'utf8');
const ms = (count: number): number => count * 32;
const silence = (length: number): Buffer => Buffer.alloc(ms(length));
/** “And so my fellow Americans”, and half a second. */
const shortSpeech = speech.subarray(0, ms(2_900));

const spoken = (client: V3Client): string => client.finals.map((turn) => turn.transcript).join(' ');
const wordsSaid = (text: string): string => plainWords(text).join(' ');

/** What the protocol promises of any session's turns. */
const expectSoundTurns = (client: V3Client): void => {
  const finals = client.finals.map((turn) => turn.turn_order);
  expect(finals).toEqual(finals.map((_, order) => order));
  for (const turn of client.turns) {
    expect(turn.transcript).toBe(turn.words.map((word) => word.text).join(' '));
    expect(turn['turn_is_formatted']).toBe(true);
    const times = turn.words.flatMap((word) => [word.start, word.end]);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const word of turn.words) expect(word.confidence).toSatisfy((value) => value > 0 && value <= 1);
    if (turn.end_of_turn) expect(turn.words.every((word) => word.word_is_final)).toBe(true);
  }
  expectFinalWordsUnchanged(client.turns);
};

const expectFinalWordsUnchanged = (turns: readonly ReceivedTurn[]): void => {
  for (const [index, turn] of turns.entries()) {
    const next = turns[index + 1];
    if (next?.turn_order !== turn.turn_order) continue;
    const settled = turn.words.filter((word) => word.word_is_final);
    expect(next.words.slice(0, settled.length)).toEqual(settled);
  }
};

// The engine as it runs in the app: a process of its own.
const engine = new EngineProcess({
  fork: (args) =>
    fork(resolve(root, 'src/main/engine.ts'), args, {
      cwd: root,
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, SOTTO_ENGINE_DIR: resolve(root, 'out/engine') },
    }),
  pickedSize: 'tiny',
});
let url: string;
let secret: string;
const connect = (query = '', authorization: string | undefined = secret, headers = {}): V3Client =>
  new V3Client(`${url}?${query}`, authorization, headers);

beforeAll(async () => {
  ({ url, authorization: secret } = await engine.destination());
});
afterAll(() => engine.dispose());

describe('captions', () => {
  test.each(['moonshine-tiny', 'moonshine-base'])(
    '%s gets the sample right, however fast it comes',
    async (model) => {
      const client = connect(`sample_rate=16000&encoding=pcm_s16le&speech_model=${model}`);
      const begin = await client.begun();
      expect(begin).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), configuration: { model } });
      expect(begin['expires_at']).toBeGreaterThan(Date.now() / 1000 + 3_600);
      await client.speak(speech);
      const termination = await client.terminate();
      expect(termination['audio_duration_seconds']).toBe(11);
      expect(wordErrorRate(said, spoken(client))).toBeLessThan(0.1);
      expect(spoken(client)).toMatch(/^And so.*country[.?]$/);
      expectSoundTurns(client);
      expect((await client.closed).code).toBe(1000);
    },
  );

  test('speech in real time is shown while it goes on', async () => {
    const client = connect('session_heartbeat=true');
    await client.begun();
    await client.speak(speech, { frameMs: 50, pace: 1 });
    await client.terminate();
    expectSoundTurns(client);
    expect(client.turns.filter((turn) => !turn.end_of_turn).length).toBeGreaterThanOrEqual(3);
    expect(client.turns[0]?.end_of_turn).toBe(false);
    expect(wordErrorRate(said, spoken(client))).toBeLessThan(0.2);
    const beat = client.messages.find((message) => message.type === 'Heartbeat');
    expect(beat).toMatchObject({
      total_audio_received_ms: expect.any(Number),
      total_duration_ms: expect.any(Number),
      realtime_factor: expect.any(Number),
    });
    expect(beat?.['max_speech_probability']).toBeGreaterThan(0.5);
  });

  test('two sessions at once are both captioned', async () => {
    const you = connect();
    const others = connect();
    await Promise.all([you.begun(), others.begun()]);
    await Promise.all([you.speak(speech), others.speak(Buffer.concat([silence(700), speech]))]);
    await Promise.all([you.terminate(), others.terminate()]);
    expect(wordErrorRate(said, spoken(you))).toBeLessThan(0.2);
    expect(wordErrorRate(said, spoken(others))).toBeLessThan(0.2);
  });

  test('silence and noise are no turn', async () => {
    const client = connect();
    await client.begun();
    let seed = 1;
    const noise = Buffer.alloc(ms(6_000));
    for (let at = 0; at < noise.length; at += 2) {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      noise.writeInt16LE(Math.round((seed / 2 ** 31 - 0.5) * 8_000), at);
    }
    await client.speak(Buffer.concat([silence(4_000), noise, silence(2_000)]));
    await client.terminate();
    expect(client.turns).toEqual([]);
  });
});

describe('control of a session', () => {
  test('ForceEndpoint ends the turn without waiting for silence', async () => {
    const client = connect('max_turn_silence=10000&min_turn_silence=10000');
    await client.begun();
    await client.speak(shortSpeech);
    client.send({ type: 'ForceEndpoint' });
    const final = await client.message((message) => message['end_of_turn'] === true);
    expect(wordsSaid(String(final['transcript']))).toMatch(/^and so my fellow/);
    await client.terminate();
    expect(client.finals).toHaveLength(1);
  });

  test('a turn stays open in a silence shorter than asked for, and Terminate ends it', async () => {
    const client = connect('min_turn_silence=5000&max_turn_silence=5000');
    await client.begun();
    await client.speak(Buffer.concat([shortSpeech, silence(2_000)]));
    await client.message((message) => message.type === 'Turn');
    expect(client.finals).toEqual([]);
    await client.terminate();
    expect(wordsSaid(spoken(client))).toMatch(/^and so my fellow/);
    expect(client.messages.at(-1)?.type).toBe('Termination');
  });

  test('UpdateConfiguration changes how long a silence ends a turn', async () => {
    const client = connect('min_turn_silence=9000&max_turn_silence=9000');
    await client.begun();
    client.send({ type: 'UpdateConfiguration', min_turn_silence: 300, max_turn_silence: 400 });
    client.send({ type: 'KeepAlive' });
    await client.speak(Buffer.concat([shortSpeech, silence(1_000)]));
    await client.message((message) => message['end_of_turn'] === true);
    await client.terminate();
  });

  test.each([
    [{ type: 'UpdateConfiguration', min_turn_silence: 'soon' }, /min_turn_silence/],
    [{ type: 'UpdateConfiguration', max_turn_silence: -1 }, /max_turn_silence/],
    [{ type: 'Sing' }, /Sing/],
    ['not JSON', /JSON/],
  ])('%j is refused', async (message, text) => {
    const client = connect();
    await client.begun();
    client.send(message);
    const error = await client.message(({ type }) => type === 'Error');
    expect(error).toMatchObject({ error_code: 3006, error: expect.stringMatching(text) });
    expect(await client.closed).toEqual({ code: 3006, reason: 'See Error message for details' });
    expect(client.messages.some(({ type }) => type === 'Termination')).toBe(false);
  });
});

describe('what is refused at the door', () => {
  test.each([
    ['sample_rate=44100', /sample_rate/],
    ['encoding=pcm_mulaw', /encoding/],
    ['speech_model=universal-3-6-pro', /speech_model/],
    ['min_turn_silence=10', /min_turn_silence/],
    ['session_heartbeat=perhaps', /session_heartbeat/],
  ])('%s', async (query, text) => {
    const client = connect(query);
    const error = await client.message(({ type }) => type === 'Error');
    expect(error).toMatchObject({ error_code: 3006, error: expect.stringMatching(text) });
    expect((await client.closed).code).toBe(3006);
    expect(client.messages).toHaveLength(1);
  });

  test.each([
    ['wrong', 'Invalid API key'],
    [undefined, 'Missing Authorization header'],
  ])('the secret %s', async (given, text) => {
    const client = new V3Client(url, given);
    const error = await client.message(({ type }) => type === 'Error');
    expect(error).toMatchObject({ error_code: 1008, error: text });
    expect(await client.closed).toEqual({ code: 1008, reason: 'See Error message for details' });
  });

  test('a web page, even with the secret', async () => {
    const client = connect('', secret, { origin: 'https://example.org' });
    await expect(client.closed).rejects.toThrow('403');
  });

  test.each(['/v2', '//'])('another path: %s', async (path) => {
    const client = new V3Client(url.replace('/v3/ws', path), secret);
    await expect(client.closed).rejects.toThrow('404');
  });
});

describe('sizes of audio messages', () => {
  test('more than a second is refused at once', async () => {
    const client = connect();
    await client.begun();
    await client.sendAudio(silence(1_001));
    const error = await client.message(({ type }) => type === 'Error');
    expect(error['error_code']).toBe(3007);
    expect((await client.closed).code).toBe(3007);
  });

  test('a short one now and then is borne, fifty in a row are not', async () => {
    const client = connect();
    await client.begun();
    for (let round = 0; round < 3; round++) {
      await client.speak(silence(40 * 20), { frameMs: 20 });
      await client.sendAudio(silence(100));
    }
    await client.speak(silence(60 * 20), { frameMs: 20 });
    const error = await client.message(({ type }) => type === 'Error');
    expect(error['error_code']).toBe(3007);
  });

  test('more than 128 KB closes with 1009', async () => {
    const client = connect();
    await client.begun();
    await client.sendAudio(Buffer.alloc(128 * 1024 + 2));
    expect((await client.closed).code).toBe(1009);
  });
});

test('a client that is faster than recognition is held back, and loses nothing', async () => {
  const client = connect();
  await client.begun();
  const minute = Buffer.concat(Array.from({ length: 5 }, () => speech));
  await client.speak(minute, { frameMs: 1_000 });
  const termination = await client.terminate();
  expect(termination['audio_duration_seconds']).toBe(55);
  expect(wordErrorRate(Array(5).fill(said).join(' '), spoken(client))).toBeLessThan(0.2);
  expectSoundTurns(client);
});
