import { afterEach, beforeEach, expect, test } from 'vitest';
import { CaptioningRun, until } from '../../../../support/captioning-run';
import { speak } from '../../../../support/coded-audio';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

const eu = 'streaming.eu.assemblyai.com';
let server: ProtocolServer;
beforeEach(async () => {
  server = await ProtocolServer.start();
});
afterEach(() => server.close());

const runToEnd = async (run: CaptioningRun): Promise<void> => {
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['Nobody may hear this.']));
  await run.captioner.finish();
};

test('a wrong key, refused after the upgrade, is tried once and never again', async () => {
  const run = new CaptioningRun(server, { key: 'wrong' });
  await runToEnd(run);
  expect(run.events.at(-1)).toMatchObject({ state: 'ended', code: 1008, problem: { code: 'key-refused' } });
  expect(run.events.at(-1)?.problem?.params).toMatchObject({ detail: '1008 Invalid API key' });
  expect(server.sessions).toHaveLength(1);
  expect(server.sessions[0]?.audio.byteLength).toBe(0);
  expect(run.gaps).toEqual([{ channel: 'you', fromMs: 0, toMs: 1_900 }]);
  expect(JSON.stringify(run.events)).not.toContain('wrong');
});

test('without a key nothing is asked of the network', async () => {
  const run = new CaptioningRun(server, { key: undefined });
  await runToEnd(run);
  expect(run.events.at(-1)?.problem?.code).toBe('key-missing');
  expect(server.requests).toEqual([]);
});

test('after a refused key, the right one captions what was said meanwhile', async () => {
  server.next(eu, { kind: 'error', code: 1008, text: 'Invalid API key' });
  const run = new CaptioningRun(server);
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['Said while refused.']));
  await run.reached('ended');
  await run.captioner.change({ zone: 'eu' });
  await run.captioner.finish();
  expect(run.finals()).toEqual(['Said while refused.']);
  expect(run.gaps).toEqual([]);
});

test.each([
  [301, 'redirect-refused'],
  [401, 'key-refused'],
  [403, 'key-refused'],
])('HTTP %i ends the session at once: %s', async (status, code) => {
  server.next(eu, { kind: 'http', status, location: 'wss://streaming.us.assemblyai.com/v3/ws' });
  const run = new CaptioningRun(server);
  await runToEnd(run);
  expect(run.events.at(-1)).toMatchObject({ state: 'ended', code: status, problem: { code } });
  expect(server.requests).toEqual([eu]);
});

test.each([
  ['HTTP 503', { kind: 'http', status: 503 } as const, 'server-error'],
  ['1011', { kind: 'error', code: 1011, text: 'Internal error' } as const, 'server-error'],
  ['a close without Error frame', { kind: 'close', code: 3008 } as const, 'session-lost'],
])('%s is tried again by itself', async (_, fault, code) => {
  server.next(eu, fault);
  const run = new CaptioningRun(server);
  await runToEnd(run);
  expect(run.finals()).toEqual(['Nobody may hear this.']);
  expect(run.events.find(({ problem }) => problem)?.problem?.code).toBe(code);
});

test('a server without a trusted certificate gets nothing', async () => {
  const run = new CaptioningRun(server, { caFile: '' });
  await runToEnd(run);
  expect(run.events.at(-1)?.problem).toMatchObject({ code: 'certificate-untrusted', params: { host: eu } });
  expect(server.requests).toEqual([]);
});

test('a certificate for another host gets nothing', async () => {
  const other = await ProtocolServer.start({ hosts: ['captions.example.org'] });
  const run = new CaptioningRun(other);
  await runToEnd(run);
  expect(run.events.at(-1)?.problem?.code).toBe('certificate-untrusted');
  expect(other.requests).toEqual([]);
  await other.close();
});

test('an unreachable zone is given up after the time allowed, and no other zone is tried', async () => {
  const tried: string[] = [];
  const dialNowhere = (host: string): { host: string; port: number } => {
    tried.push(host);
    return { host: '127.0.0.1', port: 1 };
  };
  const run = new CaptioningRun(server, { giveUpMs: 200, dial: dialNowhere });
  await runToEnd(run);
  expect(run.events.at(-1)).toMatchObject({
    state: 'ended',
    problem: { code: 'zone-unreachable', params: { host: eu } },
  });
  expect(tried.length).toBeGreaterThan(1);
  expect(new Set(tried)).toEqual(new Set([eu]));
  expect(run.gaps).toEqual([{ channel: 'you', fromMs: 0, toMs: 1_900 }]);
});

test('no more than four sessions a minute are opened with one key', async () => {
  for (let count = 0; count < 6; count++)
    server.next(eu, { kind: 'error', code: 1011, text: 'Internal error' });
  const run = new CaptioningRun(server, { timings: { stopMs: 100 } });
  run.captioner.start({ zone: 'eu' }, ['you', 'others']);
  run.say(speak(['Waiting.']));
  await until(() => server.sessions.length === 4);
  await run.reached('connecting', 6);
  await run.captioner.stop();
  expect(server.sessions).toHaveLength(4);
});

test('Stop leaves no session open, even where the server never says Termination', async () => {
  server.next(eu, { kind: 'no-termination' });
  const run = new CaptioningRun(server, { timings: { stopMs: 200 } });
  run.captioner.start({ zone: 'eu' }, ['you', 'others']);
  await run.reached('live', 2);
  run.say(speak(['The last words.'], { pauseMs: 0 }));
  await run.shown('the last words');
  await run.captioner.stop();
  await until(() => server.openSessions === 0);
  expect(run.finals()).toEqual(['The last words.']);
  expect(run.captioner.status.phase).toBe('stopped');
  expect(server.sessions).toHaveLength(2);
});

test('Stop while offline keeps what is on screen and tells the rest as a gap', async () => {
  server.next(eu, { kind: 'drop', afterMs: 1_000 });
  server.next(eu, { kind: 'no-upgrade' });
  const run = new CaptioningRun(server, { timings: { stopMs: 100 } });
  run.captioner.start({ zone: 'eu' }, ['you']);
  const speech = speak(['One two three four five six.'], { pauseMs: 0 });
  run.say(speech.subarray(0, 28_800));
  await run.shown('one two three');
  run.say(speech.subarray(28_800));
  await run.reached('reconnecting');
  await run.captioner.stop();
  expect(run.finals()).toEqual(['one two three']);
  expect(run.gaps).toEqual([{ channel: 'you', fromMs: 850, toMs: 1_800 }]);
  expect(run.unfinishedTurns()).toEqual([]);
});
