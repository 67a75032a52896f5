import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConnectPeer } from '../../../../../src/main/core/transport/connect-peer';
import { CaptioningRun, straight } from '../../../../support/captioning-run';
import { createAuthority } from '../../../../support/certificates';
import { speak } from '../../../../support/coded-audio';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

const eu = 'streaming.eu.assemblyai.com';
let server: ProtocolServer;
beforeEach(async () => {
  server = await ProtocolServer.start();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

test('NODE_TLS_REJECT_UNAUTHORIZED=0 changes nothing', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const run = new CaptioningRun(server, { caFile: '' });
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['Nobody may hear this.']));
  await run.captioner.finish();
  expect(run.events.at(-1)?.problem?.code).toBe('certificate-untrusted');
  expect(server.requests).toEqual([]);
});

test('the name is checked again on every reconnect: a host that became another’s gets nothing more', async () => {
  const authority = await createAuthority();
  const good = await ProtocolServer.start({ authority });
  const other = await ProtocolServer.start({ authority, hosts: ['streaming.us.assemblyai.com'] });
  good.next(eu, { kind: 'drop', afterMs: 500 });
  let dials = 0;
  const run = new CaptioningRun(good, {
    dial: () => ({ host: '127.0.0.1', port: dials++ === 0 ? good.port : other.port }),
  });
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(speak(['Begun in the right place.']));
  // Mid-conversation it is waited for, and told.
  await run.reached('reconnecting', 2);
  expect(run.events.at(-1)?.problem).toMatchObject({ code: 'certificate-untrusted', params: { host: eu } });
  await run.captioner.stop();
  expect(good.sessions).toHaveLength(1);
  expect(other.requests).toEqual([]);
  await good.close();
  await other.close();
});

test.each(['captions.example.org.', 'CAPTIONS.example.org', 'captions.example.org:443'])(
  'wss://%s is the server whose certificate says captions.example.org',
  async (host) => {
    const own = await ProtocolServer.start({ key: 'self-hosted', hosts: ['captions.example.org'] });
    const run = new CaptioningRun(own, { selfHosted: { url: `wss://${host}`, allowInsecure: false } });
    run.captioner.start({ zone: 'self-hosted' }, ['you']);
    run.say(speak(['Mine.']));
    await run.captioner.finish();
    expect(run.finals()).toEqual(['Mine.']);
    expect(own.requests).toEqual(['captions.example.org']);
    expect([...run.receipts][0]?.host).toBe('captions.example.org');
    await own.close();
  },
);

test('an own server may be an address, if its certificate says so', async () => {
  const own = await ProtocolServer.start({ key: 'self-hosted' });
  const url = `wss://127.0.0.1:${own.port}`;
  const run = new CaptioningRun(own, { selfHosted: { url, allowInsecure: false } });
  run.captioner.start({ zone: 'self-hosted' }, ['you']);
  run.say(speak(['Mine.']));
  await run.captioner.finish();
  expect(run.finals()).toEqual(['Mine.']);
  await own.close();
});

const elsewhere = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

test.skipIf(!elsewhere)('a name for this computer that leads to another gets nothing', async () => {
  const outside = createServer().listen(0, elsewhere);
  await once(outside, 'listening');
  const { port } = outside.address() as AddressInfo;
  const connect = createConnectPeer({ routesTo: straight, dial: () => ({ host: elsewhere ?? '', port }) });
  await expect(connect({ url: new URL('ws://localhost') })).rejects.toThrow('localhost is not this computer');
  outside.close();
});

test('a server that never finishes the handshake is given up in time', async () => {
  const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const dial = (): { host: string; port: number } => ({ host: '127.0.0.1', port });
  const connect = createConnectPeer({ routesTo: straight, dial, timeoutMs: 100 });
  await expect(connect({ url: new URL(`wss://${eu}`) })).rejects.toMatchObject({
    ending: { by: 'network', text: 'timeout' },
  });
  silent.close();
});
