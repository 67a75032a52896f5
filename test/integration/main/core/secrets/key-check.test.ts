import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkKey } from '../../../../../src/main/core/secrets/key-check';
import { createConnectPeer, type ConnectOptions } from '../../../../../src/main/core/transport/connect-peer';
import type { ZoneId } from '../../../../../src/shared/zones';
import { straight } from '../../../../support/captioning-run';
import { createAuthority } from '../../../../support/certificates';
import { ConnectProxy } from '../../../../support/connect-proxy';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

const eu = 'streaming.eu.assemblyai.com';
let server: ProtocolServer;
beforeEach(async () => {
  server = await ProtocolServer.start();
});
afterEach(() => server.close());

const check = (key: string, zone: ZoneId = 'eu', options: ConnectOptions = {}): Promise<void> =>
  checkKey(
    createConnectPeer({ routesTo: straight, dial: server.dial, extraCaFile: server.caFile, ...options }),
    zone,
    key,
  );

test('a valid key is accepted by the zone asked, and by no session', async () => {
  await check(server.key);
  expect(server.tokens.requests).toEqual([{ host: eu, expiresIn: '1' }]);
  expect(server.sessions).toEqual([]);
  expect(server.requests).toEqual([]);
});

test.each([
  ['a wrong key', undefined, 'key-refused', 'HTTP 401 Unauthorized'],
  [
    'an account that may not',
    { status: 403, body: { error: 'Forbidden' } },
    'key-refused',
    'HTTP 403 Forbidden',
  ],
  [
    'a header the server can’t use',
    { status: 422, body: { detail: [{ loc: ['header', 'authorization'] }] } },
    'key-refused',
    'HTTP 422 Unprocessable Entity',
  ],
  [
    'an empty balance',
    { status: 402, body: { error: 'Insufficient funds' } },
    'quota-exceeded',
    'HTTP 402 Payment Required',
  ],
  ['too many questions', { status: 429, body: {} }, 'key-not-checked', 'HTTP 429 Too Many Requests'],
  ['a server in trouble', { status: 503, body: {} }, 'key-not-checked', 'HTTP 503 Service Unavailable'],
  [
    'another complaint',
    { status: 422, body: { detail: [{ loc: ['query', 'expires_in_seconds'] }] } },
    'key-not-checked',
    'HTTP 422 Unprocessable Entity',
  ],
  ['a redirect', { status: 302, body: {} }, 'key-not-checked', 'HTTP 302 Found'],
])('%s', async (_, failure, code, detail) => {
  if (failure) server.tokens.failures.push(failure);
  await expect(check('wrong')).rejects.toMatchObject({ problem: { code, params: { host: eu, detail } } });
  expect(server.tokens.requests).toHaveLength(1);
});

test('a zone that can’t be reached says nothing about the key', async () => {
  const dialNowhere = (): { host: string; port: number } => ({ host: '127.0.0.1', port: 1 });
  await expect(check(server.key, 'us', { dial: dialNowhere })).rejects.toMatchObject({
    problem: {
      code: 'key-not-checked',
      params: { host: 'streaming.us.assemblyai.com', detail: 'ECONNREFUSED' },
    },
  });
});

test('the key isn’t shown to a proxy that opens the encryption', async () => {
  const intercepts = { authority: await createAuthority('Example Corp web gateway') };
  const proxy = await ConnectProxy.start({ leadsTo: server.port, intercepts });
  await expect(
    check(server.key, 'eu', { routesTo: () => Promise.resolve([proxy.url]) }),
  ).rejects.toMatchObject({ problem: { code: 'proxy-intercepts' } });
  expect(proxy.read.byteLength).toBe(0);
  await proxy.close();
});

test.each(['device', 'self-hosted'] as const)('no key is sent to the zone “%s”', async (zone) => {
  await expect(check(server.key, zone)).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
  expect(server.connections).toBe(0);
});
