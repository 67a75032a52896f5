import { afterEach, beforeEach, expect, test } from 'vitest';
import { CaptioningRun, until } from '../../../../support/captioning-run';
import { speak } from '../../../../support/coded-audio';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

const eu = 'streaming.eu.assemblyai.com';
const us = 'streaming.us.assemblyai.com';
let server: ProtocolServer;
beforeEach(async () => {
  server = await ProtocolServer.start();
});
afterEach(() => server.close());

const inEurope = speak(['Said in Europe and finished there.']);
/** In the middle of the fourth word. */
const switchAt = 33_000;

test('on a switch in mid-sentence no sample crosses, and none is lost', async () => {
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  await run.reached('live');
  run.say(inEurope.subarray(0, switchAt));
  const changed = run.captioner.change({ zone: 'us' });
  const rest = Buffer.concat([inEurope.subarray(switchAt), speak(['Now in America.'])]);
  run.say(rest);
  await changed;
  await run.captioner.finish();

  const europe = Buffer.concat(server.sessionsOf(eu).map(({ audio }) => audio));
  const america = Buffer.concat(server.sessionsOf(us).map(({ audio }) => audio));
  expect(europe.subarray(0, switchAt).equals(inEurope.subarray(0, switchAt))).toBe(true);
  expect(europe.subarray(switchAt).every((byte) => byte === 0)).toBe(true);
  expect(america.subarray(0, rest.byteLength).equals(rest)).toBe(true);
  expect(server.sessionsOf(eu)[0]).toMatchObject({ isTerminated: true, isOpen: false });
  expect(run.finals()[0]).toBe('Said in Europe');
  expect(run.finals().at(-1)).toBe('Now in America.');
  expect(run.unfinishedTurns()).toEqual([]);
  expect(run.zones).toEqual([
    { zone: 'eu', host: eu, atMs: 0 },
    { zone: 'us', host: us, atMs: Math.round(switchAt / 32) },
  ]);
});

test('audio owed to a zone that broke off is finished there, not in the next one', async () => {
  server.next(eu, { kind: 'drop', afterMs: 800 });
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(inEurope);
  await until(() => server.sessionsOf(eu)[0]?.isOpen === false);
  const changed = run.captioner.change({ zone: 'us' });
  run.say(speak(['Now in America.']));
  await changed;
  await run.captioner.finish();
  expect(run.finals().toSorted()).toEqual(['Now in America.', 'Said in Europe and finished there.']);
  expect(server.sessionsOf(us).flatMap(({ words }) => words)).toEqual(['Now', 'in', 'America.']);
});

test('audio owed to a zone that stays unreachable becomes a gap, never another zone’s', async () => {
  server.next(eu, { kind: 'error', code: 1008, text: 'Invalid API key' });
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(inEurope);
  await run.reached('ended');
  await run.captioner.change({ zone: 'us' });
  run.say(speak(['Now in America.']));
  await run.captioner.finish();
  expect(run.finals()).toEqual(['Now in America.']);
  expect(server.sessionsOf(us).flatMap(({ words }) => words)).toEqual(['Now', 'in', 'America.']);
  expect(run.gaps).toEqual([{ channel: 'you', fromMs: 0, toMs: inEurope.byteLength / 32 }]);
});

test('a person’s own server: literal authorization, own authority, its address kept for a replay', async () => {
  const own = await ProtocolServer.start({ key: 'self-hosted', hosts: ['captions.example.org'] });
  const selfHosted = { url: 'wss://captions.example.org', allowInsecure: false, ca: own.ca };
  own.next('captions.example.org', { kind: 'drop', afterMs: 400 });
  const run = new CaptioningRun(own, { caFile: '', selfHosted });
  run.captioner.start({ zone: 'self-hosted' }, ['you']);
  await run.reached('live');
  selfHosted.url = 'wss://elsewhere.example.org';
  run.say(speak(['Stays on my server.']));
  await run.captioner.finish();
  expect(run.finals()).toEqual(['Stays on my server.']);
  expect(own.requests).toEqual(['captions.example.org', 'captions.example.org']);
  await own.close();
});

test('plain ws works on loopback and is refused elsewhere without consent', async () => {
  const plain = await ProtocolServer.start({ plain: true, key: 'self-hosted' });
  const local = new CaptioningRun(plain, {
    selfHosted: { url: 'ws://127.0.0.1:8080/', allowInsecure: false },
  });
  local.captioner.start({ zone: 'self-hosted' }, ['you']);
  local.say(speak(['Local.']));
  await local.captioner.finish();
  expect(local.finals()).toEqual(['Local.']);

  const remote = new CaptioningRun(plain, {
    selfHosted: { url: 'ws://10.0.0.9:8080', allowInsecure: false },
  });
  remote.captioner.start({ zone: 'self-hosted' }, ['you']);
  await remote.reached('ended');
  await remote.captioner.finish();
  expect(remote.events.at(-1)?.problem?.code).toBe('insecure-url');
  expect(plain.requests).toHaveLength(1);
  await plain.close();
});

test('every session leaves a receipt of where the audio went', async () => {
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['For the record.']));
  await run.captioner.finish();
  const [receipt] = run.receipts;
  expect(run.receipts.size).toBe(1);
  expect(receipt).toMatchObject({
    zone: 'eu',
    host: eu,
    remoteAddress: '127.0.0.1',
    tlsVersion: 'TLSv1.3',
    channel: 'you',
    sessionId: server.sessions[0]?.id,
    model: 'universal-3-6-pro',
    endReason: 'Termination',
    audioBytesSent: server.sessions[0]?.audio.byteLength,
    audioMsSent: (server.sessions[0]?.audio.byteLength ?? 0) / 32,
    appVersion: '1.2.3',
  });
  expect(receipt?.certificateFingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(Date.parse(receipt?.endedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(receipt?.beganAt ?? ''));
});

test('two channels are two sessions with their own turns', async () => {
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'us' }, ['you', 'others']);
  run.say(speak(['Hello there.']), 'you');
  run.say(speak(['Hi.', 'How are you?']), 'others');
  const totals = await run.captioner.finish();
  expect(run.finals('you')).toEqual(['Hello there.']);
  expect(run.finals('others')).toEqual(['Hi.', 'How are you?']);
  expect(totals.turns).toBe(3);
  expect(server.sessionsOf(us)).toHaveLength(2);
});
