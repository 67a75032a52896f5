import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createConnectPeer } from '../../../../../src/main/core/transport/connect-peer';
import { ZoneDelay, type ZoneDelaySources } from '../../../../../src/main/core/zones/zone-delay';
import { ProblemError } from '../../../../../src/shared/problems';
import { straight, until } from '../../../../support/captioning-run';
import { ConnectProxy } from '../../../../support/connect-proxy';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

const eu = 'streaming.eu.assemblyai.com';
let server: ProtocolServer;
let dialled: string[];
let now: number;
beforeEach(async () => {
  server = await ProtocolServer.start();
  dialled = [];
  now = 0;
});
afterEach(() => server.close());

const delayOf = (sources: Partial<ZoneDelaySources> = {}): ZoneDelay =>
  new ZoneDelay({
    connect: createConnectPeer({
      routesTo: straight,
      extraCaFile: server.caFile,
      dial: (host) => {
        dialled.push(host);
        // Every connection takes 10 ms longer than the one before, the third one 500.
        now += dialled.length === 3 ? 500 : 10 * dialled.length;
        return server.dial();
      },
    }),
    selfHosted: () => ({ url: '', allowInsecure: false }),
    checkPolicy: () => undefined,
    now: () => now,
    ...sources,
  });

test('is the median of three connections, over which nothing is asked and no session opened', async () => {
  expect(await delayOf().measure('eu')).toBe(20);
  expect(dialled).toEqual([eu, eu, eu]);
  expect(server.requests).toEqual([]);
  expect(server.tokens.requests).toEqual([]);
  expect(server.sessions).toEqual([]);
  await until(() => server.openConnections === 0);
});

test('is remembered for a minute', async () => {
  const delay = delayOf();
  await delay.measure('eu');
  now += 50_000;
  expect(await delay.measure('eu')).toBe(20);
  expect(dialled).toHaveLength(3);
  now += 20_000;
  await delay.measure('eu');
  expect(dialled).toHaveLength(6);
});

test('is never measured to a zone the policy forbids', async () => {
  const checkPolicy = (): never => {
    throw new ProblemError('policy-refused', { detail: 'us' });
  };
  await expect(delayOf({ checkPolicy }).measure('us')).rejects.toThrow('policy-refused');
  expect(dialled).toEqual([]);
});

test('goes through the same checks: an untrusted host and an unencrypted one get no measurement', async () => {
  const untrusting = createConnectPeer({ routesTo: straight, extraCaFile: '', dial: server.dial });
  await expect(delayOf({ connect: untrusting }).measure('eu')).rejects.toMatchObject({
    problem: { code: 'certificate-untrusted' },
  });
  const selfHosted = (): { url: string; allowInsecure: boolean } => ({
    url: 'ws://10.0.0.9',
    allowInsecure: false,
  });
  await expect(delayOf({ selfHosted }).measure('self-hosted')).rejects.toMatchObject({
    problem: { code: 'insecure-url' },
  });
  await expect(delayOf().measure('device')).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
});

test('goes through the same proxy', async () => {
  const proxy = await ConnectProxy.start({ leadsTo: server.port });
  const connect = createConnectPeer({
    routesTo: () => Promise.resolve([proxy.url]),
    extraCaFile: server.caFile,
  });
  await delayOf({ connect }).measure('us');
  expect(proxy.targets).toEqual(Array(3).fill('streaming.us.assemblyai.com:443'));
  await proxy.close();
});

test('ends when the person leaves', async () => {
  const held = new Set<Socket>();
  const silent = createServer((socket) => {
    held.add(socket.resume());
    socket.on('close', () => held.delete(socket));
    socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const connect = createConnectPeer({
    routesTo: straight,
    dial: () => ({ host: '127.0.0.1', port }),
    timeoutMs: 60_000,
  });
  const delay = delayOf({ connect });
  const measured = delay.measure('eu').catch((error: unknown) => error);
  await until(() => held.size === 1);
  delay.stop();
  expect(await measured).toBeInstanceOf(ProblemError);
  await until(() => held.size === 0);
  silent.close();
});
