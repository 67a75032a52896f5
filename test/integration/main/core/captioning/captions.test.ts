import { afterEach, beforeEach, expect, test } from 'vitest';
import { zones } from '../../../../../src/shared/zones';
import { CaptioningRun, until } from '../../../../support/captioning-run';
import { silence, speak } from '../../../../support/coded-audio';
import { settle } from '../../../../support/manual-clock';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

const eu = 'streaming.eu.assemblyai.com';
let server: ProtocolServer;
beforeEach(async () => {
  server = await ProtocolServer.start();
});
afterEach(() => server.close());

test.each(['universal-3-6-pro', 'universal-streaming-english'])(
  'captions what was said, word for word, with one final a turn (%s)',
  async (model) => {
    const run = new CaptioningRun(server);
    run.captioner.start({ zone: 'eu', model }, ['you']);
    run.say(speak(['Good morning, everyone.', 'Shall we begin?']));
    const totals = await run.captioner.finish();

    expect(run.finals()).toEqual(['Good morning, everyone.', 'Shall we begin?']);
    expect(run.unfinishedTurns()).toEqual([]);
    expect(run.gaps).toEqual([]);
    expect(totals).toMatchObject({ turns: 2, reconnects: 0, lostMs: 0, zone: 'eu' });
    expect(server.openSessions).toBe(0);
    expect(server.sessions.every(({ isTerminated }) => isTerminated)).toBe(true);
  },
);

test('sends exactly the samples pushed, and the key in the header alone', async () => {
  const run = new CaptioningRun(server);
  const audio = Buffer.concat([speak(['One two three.']), silence(33)]);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(audio);
  await run.captioner.finish();

  const [session] = server.sessionsOf(eu);
  expect(session?.audio.subarray(0, audio.byteLength).equals(audio)).toBe(true);
  expect(session?.headers.authorization).toBe(server.key);
  expect(Object.fromEntries(session?.query ?? [])).toEqual({
    speech_model: 'universal-3-6-pro',
    sample_rate: '16000',
    encoding: 'pcm_s16le',
    session_heartbeat: 'true',
  });
  expect(zones.eu.socketUrl).toContain(session?.host);
});

test('input faster than real time waits until less than two seconds are unsent', async () => {
  let allowBegin = (): void => undefined;
  server.next(eu, { kind: 'slow-begin', until: new Promise<void>((resolve) => (allowBegin = resolve)) });
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  await until(() => server.sessions.length === 1);
  run.say(silence(1_900));
  await run.captioner.writable('you');
  run.say(silence(200));
  let isWritable = false;
  const writable = run.captioner.writable('you').then(() => (isWritable = true));
  await settle();
  expect(isWritable).toBe(false);
  allowBegin();
  await writable;
  await run.captioner.stop();
});

test('status says where the voice goes, by what model, and how late captions are', async () => {
  const run = new CaptioningRun(server);
  expect(run.captioner.status.phase).toBe('stopped');
  run.captioner.start({ zone: 'eu' }, ['you']);
  expect(run.captioner.status).toMatchObject({ phase: 'starting', zone: 'eu', host: eu });
  run.say(speak(['How late is this?']));
  await until(() => run.finals().length === 1);
  expect(run.captioner.status).toMatchObject({
    phase: 'live',
    model: 'universal-3-6-pro',
    channels: [{ channel: 'you', state: 'live', sessionId: server.sessions[0]?.id }],
  });
  const latencies = run.captions.map(({ latencyMs }) => latencyMs ?? -1);
  expect(Math.min(...latencies)).toBeGreaterThanOrEqual(0);
  await run.captioner.stop();
  expect(run.captioner.status).toMatchObject({ phase: 'stopped', channels: [] });
});

test('captioning can be started again after a stop, with its clock and turns from the beginning', async () => {
  const run = new CaptioningRun(server);
  for (const sentence of ['First run.', 'Second run.']) {
    run.captioner.start({ zone: 'eu' }, ['you']);
    run.say(speak([sentence]));
    await run.captioner.finish();
    expect(run.captions.at(-1)).toMatchObject({ turn: 1, text: sentence, startMs: 0 });
  }
});

test('a channel that is closed and opened again goes on with its turns and the conversation’s clock', async () => {
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.captioner.openChannel('others', 500);
  run.say(speak(['Before.']), 'others');
  await run.captioner.closeChannel('others');
  await until(() => server.openSessions === 1);
  run.captioner.openChannel('others', 60_000);
  run.say(speak(['After.']), 'others');
  const totals = await run.captioner.finish();
  expect(run.captions.filter(({ final }) => final)).toMatchObject([
    { channel: 'others', turn: 1, text: 'Before.', startMs: 500 },
    { channel: 'others', turn: 2, text: 'After.', startMs: 60_000 },
  ]);
  expect(totals).toMatchObject({ turns: 2, lostMs: 0 });
  expect(server.openSessions).toBe(0);
});
