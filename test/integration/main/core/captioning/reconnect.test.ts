import { afterEach, beforeEach, expect, test } from 'vitest';
import { CaptioningRun, until } from '../../../../support/captioning-run';
import { silence, speak } from '../../../../support/coded-audio';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

const eu = 'streaming.eu.assemblyai.com';
const models = ['universal-3-6-pro', 'universal-streaming-english'];
let server: ProtocolServer;
beforeEach(async () => {
  server = await ProtocolServer.start({ heartbeatMs: 50 });
});
afterEach(() => server.close());

test.each(models)('a drop in mid-turn loses no word and doubles none (%s)', async (model) => {
  server.next(eu, { kind: 'drop', afterMs: 2_000 });
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu', model }, ['you']);
  run.say(speak(['The first sentence.']));
  await until(() => run.finals().length === 1);
  run.say(speak(['The second one breaks in two.', 'Third.']));
  const totals = await run.captioner.finish();

  expect(run.finals()).toEqual(['The first sentence.', 'The second one breaks in two.', 'Third.']);
  expect(run.unfinishedTurns()).toEqual([]);
  expect(run.gaps).toEqual([]);
  expect(totals).toMatchObject({ turns: 3, reconnects: 1, lostMs: 0 });
  // What was settled is not sent again.
  expect(server.sessions[1]?.words.slice(0, 2)).toEqual(['The', 'second']);
});

test('the unfinished turn on screen goes on under its own number', async () => {
  server.next(eu, { kind: 'drop', afterMs: 600 });
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['Half of this is lost.']));
  await run.captioner.finish();
  expect(new Set(run.captions.map(({ turn }) => turn))).toEqual(new Set([1]));
});

test('a turn that the replay does not hear again ends with empty text', async () => {
  const words = [{ text: 'phantom', start: 0, end: 300, word_is_final: false }];
  const turn = { type: 'Turn', turn_order: 0, end_of_turn: false, transcript: 'phantom', words };
  server.next(eu, { kind: 'say', frames: [JSON.stringify(turn)] }, { kind: 'drop', afterMs: 1_000 });
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(silence(1_000));
  await run.reached('live', 2);
  await run.captioner.finish();
  expect(run.captions.at(-1)).toMatchObject({ turn: 1, text: '', final: true });
  expect(run.unfinishedTurns()).toEqual([]);
});

test('several drops in a row: every word once', async () => {
  for (const afterMs of [300, 900, 1_500]) server.next(eu, { kind: 'drop', afterMs });
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['One two three four five six.', 'Seven eight.']));
  await run.captioner.finish();
  expect(run.finals()).toEqual(['One two three four five six.', 'Seven eight.']);
});

test('what is said before Begin is captioned', async () => {
  let allowBegin = (): void => undefined;
  server.next(eu, { kind: 'slow-begin', until: new Promise<void>((resolve) => (allowBegin = resolve)) });
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  await until(() => server.sessions.length === 1);
  run.say(speak(['Early words count.']));
  expect(server.sessions[0]?.audio.byteLength).toBe(0);
  allowBegin();
  await run.captioner.finish();
  expect(run.finals()).toEqual(['Early words count.']);
});

test('audio that outgrows the buffer while offline is told as a gap of its exact length', async () => {
  let allowBegin = (): void => undefined;
  server.next(eu, { kind: 'slow-begin', until: new Promise<void>((resolve) => (allowBegin = resolve)) });
  const run = new CaptioningRun(server, { keepMs: 1_000 });
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(silence(1_500));
  run.say(speak(['Kept.']));
  await until(() => server.sessions.length === 1);
  allowBegin();
  const totals = await run.captioner.finish();
  expect(run.gaps).toEqual([{ channel: 'you', fromMs: 0, toMs: 1_500 }]);
  expect(totals).toMatchObject({ audioMs: 2_500, lostMs: 1_500, sentMs: 1_000 });
  expect(run.captions.at(-1)).toMatchObject({ text: 'Kept.', startMs: 1_500, endMs: 1_750 });
});

test('frames lost before main move the clock and are told', async () => {
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['Before.']));
  run.captioner.pushLoss('you', 2_000);
  run.say(speak(['After.']));
  const totals = await run.captioner.finish();
  expect(run.gaps).toEqual([{ channel: 'you', fromMs: 1_000, toMs: 3_000 }]);
  expect(run.captions.find(({ text }) => text === 'After.')).toMatchObject({ startMs: 3_000, endMs: 3_250 });
  expect(totals).toMatchObject({ audioMs: 4_000, lostMs: 2_000 });
});

test('a server that goes silent is left, whatever TCP says', async () => {
  server.next(eu, { kind: 'freeze', afterMs: 500 });
  const run = new CaptioningRun(server, { timings: { pingMs: 50, silenceMs: 200 } });
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['Nobody hears this at first.']));
  await run.reached('live', 2);
  await run.captioner.finish();
  expect(run.finals()).toEqual(['Nobody hears this at first.']);
  expect(run.events.find(({ state }) => state === 'reconnecting')?.problem?.code).toBe('session-lost');
});

test('a long quiet stretch is not replayed after a drop', async () => {
  server.next(eu, { kind: 'drop', afterMs: 20_000 });
  let offset = 0;
  const clock = {
    now: () => Date.now() + offset,
    monotonic: () => performance.now() + offset,
    after: (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
  const run = new CaptioningRun(server, { clock });
  run.captioner.start({ zone: 'eu' }, ['you']);
  await run.reached('live');
  for (let second = 0; second < 19; second++) {
    offset += 1_000;
    run.say(silence(1_000));
    await until(() => server.sessions[0]?.audio.byteLength === (second + 1) * 32_000);
  }
  // The next heartbeat acknowledges it.
  const receipt = [...run.receipts][0];
  await until(() => receipt?.audioMsSent === 19_000);
  await new Promise<void>((resolve) => {
    const off = run.captioner.on('receipt', () => {
      off();
      resolve();
    });
  });
  offset += 1_000;
  run.say(silence(1_000));
  await run.reached('live', 2);
  await run.captioner.finish();
  expect(run.gaps).toEqual([]);
  expect(server.sessions[1]?.audio.byteLength).toBeLessThan(8 * 32_000);
});

test('a final whose formatting never comes counts as it is, once', async () => {
  server.next(eu, { kind: 'no-formatting' });
  const run = new CaptioningRun(server, { timings: { formattedMs: 50 } });
  run.captioner.start({ zone: 'eu', model: 'universal-streaming-english' }, ['you']);
  run.say(speak(['Unformatted words.']));
  await until(() => run.finals().length === 1);
  await run.captioner.finish();
  expect(run.finals()).toEqual(['unformatted words']);
  expect(run.unfinishedTurns()).toEqual([]);
});

test('a turn ends although no more audio comes', async () => {
  const run = new CaptioningRun(server, { timings: { idleMs: 50 } });
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['Muted right after this.'], { pauseMs: 0 }));
  await until(() => run.finals().length === 1);
  expect(run.finals()).toEqual(['Muted right after this.']);
  await run.captioner.stop();
});

test('frames no one can read do not end a session', async () => {
  const frames = [
    'not json',
    '[]',
    '{"type":"Nova"}',
    '{"type":"Turn"}',
    '{"no":"type"}',
    new Uint8Array([1, 2, 3]),
  ];
  server.next(eu, { kind: 'say', frames });
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['Still here.']));
  await run.captioner.finish();
  expect(run.finals()).toEqual(['Still here.']);
  expect(server.sessions).toHaveLength(1);
});

test('before a session expires another takes over: every word once, no session left', async () => {
  server.next(eu, { kind: 'expires', inMs: 4_000 });
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['Said to the first.']));
  await run.reached('rollover');
  run.say(speak(['Said while both are open.']));
  await until(() => server.sessions[0]?.isTerminated === true);
  run.say(speak(['Said to the second.']));
  const totals = await run.captioner.finish();
  expect(run.finals()).toEqual(['Said to the first.', 'Said while both are open.', 'Said to the second.']);
  expect(run.unfinishedTurns()).toEqual([]);
  expect(totals).toMatchObject({ reconnects: 0, lostMs: 0, turns: 3 });
  expect(server.sessions.map(({ isTerminated }) => isTerminated)).toEqual([true, true]);
});
