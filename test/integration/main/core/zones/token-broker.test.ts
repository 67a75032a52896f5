import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createConnectPeer } from '../../../../../src/main/core/transport/connect-peer';
import { TokenBroker } from '../../../../../src/main/core/zones/token-broker';
import { answerJson, BrokerServer } from '../../../../support/broker-server';
import { CaptioningRun, straight, type CaptioningRunOptions } from '../../../../support/captioning-run';
import { createAuthority, type Authority } from '../../../../support/certificates';
import { speak } from '../../../../support/coded-audio';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

const eu = 'streaming.eu.assemblyai.com';
let authority: Authority;
let server: ProtocolServer;
const brokers: BrokerServer[] = [];

beforeEach(async () => {
  authority = await createAuthority();
  server = await ProtocolServer.start({ authority });
});
afterEach(async () => {
  for (const broker of brokers.splice(0)) await broker.close();
  await server.close();
});

const startBroker = async (...args: Parameters<typeof BrokerServer.start>): Promise<BrokerServer> => {
  const broker = await BrokerServer.start(args[0], { authority, ...args[1] });
  brokers.push(broker);
  return broker;
};
const mintFor = (host: string) => (_: unknown, response: ServerResponse) => {
  answerJson({ token: server.tokens.mint(host) })(undefined as never, response);
};

const brokerAt = (url: string): TokenBroker =>
  new TokenBroker({
    connect: createConnectPeer({ routesTo: straight, extraCaFile: server.caFile }),
    settingsUrl: () => url,
  });
const runWith = (url: string, options: CaptioningRunOptions = {}): CaptioningRun => {
  const broker = brokerAt(url);
  const run = new CaptioningRun(server, {
    key: undefined,
    tokenFor: (zone) => broker.tokenFor(zone),
    giveUpMs: 10_000,
    ...options,
  });
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['Opened with a token.']));
  return run;
};
const problemOf = (run: CaptioningRun): unknown => run.events.at(-1)?.problem;

test('each session, reconnects included, is opened with a token of its own, in the header, on the zone’s host', async () => {
  const broker = await startBroker(mintFor(eu));
  server.next(eu, { kind: 'drop', afterMs: 500 });
  const run = runWith(broker.url);
  await run.captioner.finish();
  expect(run.finals()).toEqual(['Opened with a token.']);
  expect(broker.asked).toEqual(['/tokens?zone=eu', '/tokens?zone=eu']);
  const used = server.sessions.map(({ headers }) => headers.authorization);
  expect(new Set(used).size).toBe(2);
  expect(used.every((token) => token?.startsWith('token-'))).toBe(true);
  expect(server.sessions.some(({ query }) => query.has('token'))).toBe(false);
  expect(server.requests).toEqual([eu, eu]);
  expect(JSON.stringify([run.events, [...run.receipts]])).not.toContain('token-');
});

test('the broker is told the zone and nothing about the person', async () => {
  const broker = await startBroker(mintFor(eu));
  await runWith(broker.url).captioner.finish();
  expect(Object.keys(broker.headers[0] ?? {}).sort()).toEqual(['accept', 'connection', 'host']);
});

test('with a key the key is used, and no token is asked for', async () => {
  const broker = await startBroker(mintFor(eu));
  const run = runWith(broker.url, { key: server.key });
  await run.captioner.finish();
  expect(run.finals()).toHaveLength(1);
  expect(broker.asked).toEqual([]);
  expect(server.sessions[0]?.headers.authorization).toBe(server.key);
});

test('a token for another zone opens nothing', async () => {
  const broker = await startBroker(mintFor('streaming.us.assemblyai.com'));
  const run = runWith(broker.url);
  await run.captioner.finish();
  expect(problemOf(run)).toMatchObject({ code: 'token-refused', params: { host: eu } });
  expect(server.requests).toEqual([eu]);
});

describe('a token that has expired', () => {
  const expired = { kind: 'error', code: 1008, text: 'Signature has expired' } as const;

  test('is replaced at once, and no word is lost', async () => {
    const broker = await startBroker(mintFor(eu));
    server.next(eu, expired);
    const run = runWith(broker.url);
    await run.captioner.finish();
    expect(run.finals()).toEqual(['Opened with a token.']);
    expect(broker.asked).toHaveLength(2);
  });

  test('three times in a row is told, with what to do', async () => {
    const broker = await startBroker(mintFor(eu));
    for (let count = 0; count < 4; count += 1) server.next(eu, expired);
    const run = runWith(broker.url);
    await run.captioner.finish();
    expect(problemOf(run)).toMatchObject({ code: 'token-refused' });
    expect(broker.asked).toHaveLength(3);
  });
});

test('a broker that can’t be reached is asked again until it can', async () => {
  const first = await startBroker(mintFor(eu));
  const { port, url } = first;
  brokers.pop();
  await first.close();
  const run = runWith(url);
  await run.reached('connecting', 3);
  expect(run.events.at(-1)?.problem).toMatchObject({
    code: 'token-broker-unreachable',
    params: { broker: `localhost:${port}` },
  });
  await startBroker(mintFor(eu), { port });
  await run.captioner.finish();
  expect(run.finals()).toEqual(['Opened with a token.']);
});

test('a broker in trouble is asked again; one that refuses is not', async () => {
  let asked = 0;
  const troubled = await startBroker((request, response) => {
    if ((asked += 1) === 1) answerJson({}, 503)(request, response);
    else mintFor(eu)(request, response);
  });
  const run = runWith(troubled.url);
  await run.captioner.finish();
  expect(run.finals()).toHaveLength(1);

  const refusing = await startBroker(answerJson({}, 403));
  const refused = runWith(refusing.url);
  await refused.captioner.finish();
  expect(problemOf(refused)).toMatchObject({
    code: 'token-broker-refused',
    params: { detail: 'HTTP 403 Forbidden' },
  });
  expect(refusing.asked).toHaveLength(1);
});

test('a redirect of the broker is not followed', async () => {
  const other = await startBroker(mintFor(eu));
  const redirecting = await startBroker((_, response) => {
    response.writeHead(302, { Location: other.url }).end();
  });
  const run = runWith(redirecting.url);
  await run.captioner.finish();
  expect(problemOf(run)).toMatchObject({
    code: 'token-broker-refused',
    params: { detail: 'HTTP 302 Found' },
  });
  expect(other.asked).toEqual([]);
});

test.each([
  ['no JSON', (response: ServerResponse) => response.end('<html>Sign in</html>'), 'the answer is not JSON'],
  ['no token', (response: ServerResponse) => response.end('{"secret":"abc"}'), 'no usable “token”'],
  [
    'a token that breaks out of its header',
    (response: ServerResponse) => response.end(JSON.stringify({ token: 'a\r\nHost: evil' })),
    'no usable “token”',
  ],
  ['no end', (response: ServerResponse) => response.end('x'.repeat(70_000)), 'the answer is too long'],
])('an answer with %s is told without being shown', async (_, answer, detail) => {
  const broker = await startBroker((_request, response) => {
    answer(response);
  });
  const run = runWith(broker.url);
  await run.captioner.finish();
  expect(problemOf(run)).toMatchObject({ code: 'token-broker-malformed' });
  const told = JSON.stringify(problemOf(run));
  expect(told).toContain(detail);
  expect(told).not.toMatch(/abc|evil|Sign in/);
  expect(server.requests).toEqual([]);
});

test('a broker without a trusted certificate gets no question', async () => {
  const broker = await startBroker(mintFor(eu), { authority: await createAuthority('another') });
  const run = runWith(broker.url);
  await run.captioner.finish();
  expect(problemOf(run)).toMatchObject({
    code: 'certificate-untrusted',
    params: { host: `localhost:${broker.port}` },
  });
  expect(broker.asked).toEqual([]);
});

test('a broker on this computer may be unencrypted', async () => {
  const broker = await startBroker(mintFor(eu), { plain: true });
  const run = runWith(broker.url);
  await run.captioner.finish();
  expect(run.finals()).toHaveLength(1);
});

test('the administrator’s address counts instead of the person’s', async () => {
  const broker = new TokenBroker({
    connect: createConnectPeer(),
    settingsUrl: () => 'https://mine.example.org',
    policyUrl: () => 'https://tokens.example.org/a',
  });
  expect([broker.url, broker.isLocked]).toEqual(['https://tokens.example.org/a', true]);
  expect(broker.tokenFor('eu')?.broker).toBe('tokens.example.org');
});
