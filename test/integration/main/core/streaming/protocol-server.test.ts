import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import WebSocket from 'ws';
import { until } from '../../../../support/captioning-run';
import { silence, speak } from '../../../../support/coded-audio';
import { JumpClock } from '../../../../support/jump-clock';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

// A lenient test server hides mistakes that end real sessions. These pin down that it is strict.

let server: ProtocolServer;
beforeEach(async () => {
  server = await ProtocolServer.start({ plain: true });
});
afterEach(() => server.close());

interface Ended {
  code: number;
  reason: string;
  messages: {
    type: string;
    error_code?: number;
    error?: string;
    transcript?: string;
    end_of_turn?: boolean;
  }[];
}

/** Connects, sends what it is given once `Begin` came, and waits for the end. */
const connect = async (
  query: string,
  frames: readonly (Buffer | string)[],
  authorization = server.key,
  port = server.port,
): Promise<Ended> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v3/ws?${query}`, {
    headers: { Authorization: authorization },
  });
  const messages: Ended['messages'] = [];
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Ended['messages'][number];
    messages.push(message);
    if (message.type === 'Begin') for (const frame of frames) socket.send(frame);
  });
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  return { code, reason: String(reason), messages };
};

const good = 'speech_model=universal-3-6-pro&sample_rate=16000&encoding=pcm_s16le';
const terminate = JSON.stringify({ type: 'Terminate' });

test.each([
  ['a wrong key', good, 'wrong', 1008],
  ['a Bearer prefix', good, 'Bearer test-key', 1008],
  ['no model', 'sample_rate=16000', undefined, 3006],
  ['an unknown model', 'speech_model=u3-pro', undefined, 3006],
  ['too low a rate', `${good.replace('16000', '4000')}`, undefined, 3006],
  ['an unknown encoding', `${good.replace('pcm_s16le', 'flac')}`, undefined, 3006],
  ['a repeated list', `${good}&keyterms_prompt=a&keyterms_prompt=b`, undefined, 3006],
  ['a value out of range', `${good}&max_speakers=11&speaker_labels=true`, undefined, 3006],
  ['a switch that is neither on nor off', `${good}&filter_profanity=yes`, undefined, 3006],
  ['a language there is not', `${good}&language_codes=${encodeURIComponent('["xx"]')}`, undefined, 3006],
  ['a focus threshold without focus', `${good}&voice_focus_threshold=0.5`, undefined, 3006],
  ['too long a prompt', `${good}&prompt=${'x'.repeat(1_751)}`, undefined, 3006],
  ['a list that is not JSON', `${good}&keyterms_prompt=a`, undefined, 3006],
])('%s is refused after the upgrade, before Begin, by a frame and a close', async (_, query, key, code) => {
  const { messages, ...ended } = await connect(query, [], key);
  expect(ended).toEqual({ code, reason: 'See Error message for details' });
  expect(messages).toMatchObject([{ type: 'Error', error_code: code }]);
});

test('unknown parameters are ignored', async () => {
  expect((await connect(`${good}&speach_model=x`, [terminate])).code).toBe(1000);
});

test.each([
  ['20 ms frames, though only after a second', Array<Buffer>(60).fill(silence(20)), 3007],
  ['a frame of more than a second', [silence(1_050)], 3007],
  ['a message of more than 128 KB', [silence(4_200)], 1009],
  ['text that is not JSON', ['hello'], 3006],
  ['an unknown message', ['{"type":"Hello"}'], 3006],
  ['a bad update', ['{"type":"UpdateConfiguration","vad_threshold":2}'], 3006],
  ['a list that is none in an update', ['{"type":"UpdateConfiguration","keyterms_prompt":"a"}'], 3006],
  ['half a sample', [Buffer.alloc(1_601)], 3006],
])('%s end the session, without Termination', async (_, frames, code) => {
  const { messages, ...ended } = await connect(good, frames);
  expect(ended.code).toBe(code);
  expect(messages.some(({ type }) => type === 'Termination')).toBe(false);
});

test('audio faster than 1.25 times real time ends the session where the server says so', async () => {
  const strict = await ProtocolServer.start({ plain: true, maxBurstMs: 4_500 });
  const { code, messages } = await connect(
    good,
    Array<Buffer>(6).fill(silence(1_000)),
    server.key,
    strict.port,
  );
  expect(code).toBe(3007);
  expect(messages.at(-1)?.error).toMatch(/^Audio Transmission Rate Exceeded/);
  await strict.close();
});

test('more than five minutes of audio waiting end the session everywhere', async () => {
  const { code } = await connect(good, Array<Buffer>(302).fill(silence(1_000)));
  expect(code).toBe(3007);
});

test('a session is ended for its age, and for inactivity if that was asked for', async () => {
  const clock = new JumpClock();
  const timed = await ProtocolServer.start({ plain: true, clock });
  const aged = connect(good, [], server.key, timed.port);
  await until(() => timed.sessions[0]?.hasBegun === true);
  clock.jump(10_800_500);
  expect(await aged).toMatchObject({ code: 3008, messages: [{ type: 'Begin' }, { error_code: 3008 }] });
  const idle = connect(`${good}&inactivity_timeout=5`, [], server.key, timed.port);
  await until(() => timed.sessions[1]?.hasBegun === true);
  clock.jump(5_000);
  expect(await idle).toMatchObject({ code: 3006 });
  await timed.close();
});

test('a sixth new session within a minute is refused, on whatever host', async () => {
  const ends = [];
  for (let count = 0; count < 6; count++) ends.push((await connect(good, [terminate])).code);
  expect(ends).toEqual([1000, 1000, 1000, 1000, 1000, 3009]);
});

test('some short frames are let pass, and a second is not too long', async () => {
  const frames = [...Array<Buffer>(20).fill(silence(20)), silence(1_000), terminate];
  expect((await connect(good, frames)).code).toBe(1000);
});

test('an update is taken, and what only a new session can have is noted as ignored', async () => {
  const update = JSON.stringify({ type: 'UpdateConfiguration', prompt: '', filter_profanity: true });
  expect((await connect(good, [update, terminate])).code).toBe(1000);
  expect(server.sessions[0]).toMatchObject({
    updates: [{ prompt: '', filter_profanity: true }],
    ignored: ['filter_profanity'],
  });
});

test('without silence the last turn stays open until Terminate', async () => {
  const speech = speak(['Left open.'], { pauseMs: 0 });
  const { messages } = await connect(good, [speech, terminate]);
  const finals = messages.filter(({ end_of_turn }) => end_of_turn);
  expect(finals).toMatchObject([{ transcript: 'Left open.' }]);
  expect(messages.at(-1)?.type).toBe('Termination');
});

test('a word that was cut or spliced is not heard', async () => {
  const speech = speak(['One two three.'], { pauseMs: 500 });
  const spliced = Buffer.concat([speech.subarray(160), speech.subarray(0, 4_000), speech.subarray(6_000)]);
  await connect(good, [...chunks(spliced), terminate]);
  expect(server.sessions[0]?.words).toEqual(['two', 'three.', 'two', 'three.']);
});

const chunks = (pcm: Buffer): Buffer[] => {
  const list: Buffer[] = [];
  for (let offset = 0; offset < pcm.byteLength; offset += 3_200)
    list.push(pcm.subarray(offset, offset + 3_200));
  return list;
};
