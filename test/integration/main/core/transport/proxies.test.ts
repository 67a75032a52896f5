import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRoutesTo, parseProxyList } from '../../../../../src/main/core/transport/proxy-routes';
import { CaptioningRun, until, type CaptioningRunOptions } from '../../../../support/captioning-run';
import { createAuthority, type Authority } from '../../../../support/certificates';
import { speak } from '../../../../support/coded-audio';
import { ConnectProxy, SocksProxy, type ConnectProxyOptions } from '../../../../support/connect-proxy';
import { ProtocolServer } from '../../../../support/protocol-server/protocol-server';

const eu = 'streaming.eu.assemblyai.com';
const us = 'streaming.us.assemblyai.com';
const secret = speak(['Nobody on the way may hear this.']);
let server: ProtocolServer;
const opened: { close: () => unknown }[] = [];

beforeEach(async () => {
  server = await ProtocolServer.start();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const one of opened.splice(0)) await one.close();
  await server.close();
});

const startProxy = async (options: Partial<ConnectProxyOptions> = {}): Promise<ConnectProxy> => {
  const proxy = await ConnectProxy.start({ leadsTo: server.port, ...options });
  opened.push(proxy);
  return proxy;
};

/** Nothing may be dialled but a proxy. */
const dialNothing = (): never => {
  throw new Error('dialled past the proxy');
};

/** Captions a sentence in the EU zone through these proxies, to the end. */
const runThrough = async (proxies: string, options: CaptioningRunOptions = {}): Promise<CaptioningRun> => {
  const routesTo = createRoutesTo(() => Promise.resolve(proxies));
  const run = new CaptioningRun(server, { routesTo, dial: dialNothing, giveUpMs: 10_000, ...options });
  run.captioner.start({ zone: 'eu' }, ['you']);
  run.say(secret);
  await run.captioner.finish();
  return run;
};

const problemOf = (run: CaptioningRun): unknown => run.events.at(-1)?.problem;

describe('a proxy of the system’s setting', () => {
  test('leads to the zone’s host alone, on every reconnect too, and hears nothing', async () => {
    const proxy = await startProxy();
    server.next(eu, { kind: 'drop', afterMs: 500 });
    const run = await runThrough(`PROXY ${proxy.host}`);
    expect(run.finals()).toEqual(['Nobody on the way may hear this.']);
    expect(proxy.targets).toEqual([`${eu}:443`, `${eu}:443`]);
    expect(server.requests).toEqual([eu, eu]);
    for (const receipt of run.receipts) {
      expect(receipt).toMatchObject({ zone: 'eu', host: eu, proxy: proxy.host, remoteAddress: '127.0.0.1' });
      expect(receipt.certificateFingerprint).toMatch(/^([0-9A-F]{2}:){31}/);
    }
  });

  test('that asks for a name and password is told plainly, and asked once', async () => {
    const proxy = await startProxy({ credentials: 'ada:secret' });
    const run = await runThrough(`PROXY ${proxy.host}`);
    expect(problemOf(run)).toMatchObject({
      code: 'proxy-sign-in',
      params: { proxy: proxy.host, host: eu, detail: 'HTTP 407 Proxy Authentication Required' },
    });
    expect(proxy.targets).toHaveLength(1);
    expect(server.requests).toEqual([]);
  });

  test('that opens the encryption is reported as that, and gets neither key nor voice', async () => {
    const authority = await createAuthority('Example Corp web gateway');
    const proxy = await startProxy({ intercepts: { authority } });
    const run = await runThrough(`PROXY ${proxy.host}`);
    expect(problemOf(run)).toMatchObject({
      code: 'proxy-intercepts',
      params: { proxy: proxy.host, host: eu, detail: 'issued by Example Corp web gateway' },
    });
    expect(proxy.read.byteLength).toBe(0);
    expect(proxy.targets).toHaveLength(1);
  });

  test('that shows another zone’s certificate gets nothing: that is no interception but the wrong server', async () => {
    const trusted: Authority = await createAuthority();
    const other = await ProtocolServer.start({ authority: trusted });
    opened.push(other);
    const proxy = await startProxy({ intercepts: { authority: trusted, name: us } });
    const run = await runThrough(`PROXY ${proxy.host}`, { caFile: other.caFile });
    expect(problemOf(run)).toMatchObject({ code: 'certificate-untrusted', params: { host: eu } });
    expect(proxy.read.byteLength).toBe(0);
  });

  test('before an own server whose certificate nobody knows is not accused', async () => {
    const proxy = await startProxy();
    const run = new CaptioningRun(server, {
      caFile: '',
      routesTo: () => Promise.resolve([proxy.url]),
      selfHosted: { url: 'wss://captions.example.org', allowInsecure: false },
    });
    run.captioner.start({ zone: 'self-hosted' }, ['you']);
    run.say(secret);
    await run.captioner.finish();
    expect(problemOf(run)).toMatchObject({ code: 'certificate-untrusted' });
    expect(proxy.targets).toEqual(['captions.example.org:443']);
  });

  test('that can’t be reached is named, tried again, and never gone round', async () => {
    const proxy = await startProxy();
    const { host } = proxy;
    await proxy.close();
    opened.pop();
    const run = await runThrough(`PROXY ${host}`, { giveUpMs: 200 });
    expect(problemOf(run)).toMatchObject({ code: 'proxy-unreachable', params: { proxy: host, host: eu } });
    expect(server.requests).toEqual([]);
  });

  test('that doesn’t lead to the zone is told; one that has trouble itself is tried again', async () => {
    const strict = await startProxy({ answers: [403] });
    const run = await runThrough(`PROXY ${strict.host}`);
    expect(problemOf(run)).toMatchObject({ code: 'proxy-refused', params: { detail: 'HTTP 403 Forbidden' } });
    expect(strict.targets).toHaveLength(1);

    const troubled = await startProxy({ answers: [502, 200] });
    expect((await runThrough(`PROXY ${troubled.host}`)).finals()).toHaveLength(1);
  });

  test('an answer of the proxy never passes for the zone’s', async () => {
    const proxy = await startProxy({ answers: [401] });
    expect(problemOf(await runThrough(`PROXY ${proxy.host}`))).toMatchObject({ code: 'proxy-refused' });
    const redirecting = await startProxy({ answers: [302] });
    expect(problemOf(await runThrough(`PROXY ${redirecting.host}`))).toMatchObject({ code: 'proxy-refused' });
  });

  test('that is dead or silent gives way to the next of the list', async () => {
    const silent = await startProxy({ isSilent: true });
    const alive = await startProxy();
    const list = `PROXY 127.0.0.1:1; PROXY ${silent.host}; PROXY ${alive.host}`;
    const run = await runThrough(list, { timeoutMs: 900 });
    expect(run.finals()).toHaveLength(1);
    expect([...run.receipts][0]?.proxy).toBe(alive.host);
  });

  test('carries a session for longer than making the connection may take', async () => {
    const patient = await ProtocolServer.start({ heartbeatMs: 100 });
    const proxy = await startProxy({ leadsTo: patient.port });
    const run = new CaptioningRun(patient, { routesTo: () => Promise.resolve([proxy.url]), timeoutMs: 500 });
    run.captioner.start({ zone: 'eu' }, ['you']);
    await run.reached('live');
    let heartbeats = 0;
    run.captioner.on('receipt', () => (heartbeats += 1));
    await until(() => heartbeats >= 8 || run.events.some(({ state }) => state === 'reconnecting'));
    await run.captioner.stop();
    expect(run.events.map(({ state }) => state)).toEqual(['connecting', 'live', 'ended']);
    await patient.close();
  });

  test('is left out where the list allows the straight way after it', async () => {
    const run = await runThrough('PROXY 127.0.0.1:1; DIRECT', { dial: server.dial });
    expect(run.finals()).toHaveLength(1);
    expect([...run.receipts][0]).not.toHaveProperty('proxy');
  });

  test('stops being waited for when captions stop', async () => {
    const silent = await startProxy({ isSilent: true });
    const run = new CaptioningRun(server, {
      routesTo: () => Promise.resolve([silent.url]),
      timings: { stopMs: 50 },
      timeoutMs: 60_000,
    });
    run.captioner.start({ zone: 'eu' }, ['you']);
    await until(() => silent.targets.length === 1);
    await run.captioner.stop();
    await until(() => silent.openConnections === 0);
  });
});

describe('a SOCKS proxy', () => {
  test('is asked for the zone by name, and leads there', async () => {
    const proxy = await SocksProxy.start(server.port);
    opened.push(proxy);
    const run = await runThrough(`SOCKS5 ${proxy.host}`);
    expect(run.finals()).toHaveLength(1);
    expect(proxy.targets).toEqual([`${eu}:443`]);
    expect([...run.receipts][0]?.proxy).toBe(proxy.host);
  });

  test('that wants other credentials is told', async () => {
    const proxy = await SocksProxy.start(server.port, 'ada:secret');
    opened.push(proxy);
    vi.stubEnv('ALL_PROXY', `socks5://ada:wrong@${proxy.host}`);
    const run = await runThrough('DIRECT');
    expect(problemOf(run)).toMatchObject({ code: 'proxy-sign-in', params: { proxy: proxy.host } });
    expect(JSON.stringify([run.events, [...run.receipts]])).not.toContain('wrong');
  });
});

describe('the environment', () => {
  test('decides before the system; its credentials are used and told to nobody', async () => {
    const proxy = await startProxy({ credentials: 'ada:p@ss' });
    vi.stubEnv('HTTPS_PROXY', `http://ada:p%40ss@${proxy.host}`);
    const run = await runThrough('PROXY 127.0.0.1:1');
    expect(run.finals()).toHaveLength(1);
    expect(proxy.targets).toEqual([`${eu}:443`]);
    expect(JSON.stringify([run.events, [...run.receipts]])).not.toMatch(/ada|p@ss|p%40ss/);
  });

  test('may name a proxy without scheme, and hosts that need none', async () => {
    const proxy = await startProxy();
    vi.stubEnv('https_proxy', proxy.host);
    expect((await runThrough('DIRECT')).finals()).toHaveLength(1);
    expect(proxy.targets).toHaveLength(1);

    vi.stubEnv('NO_PROXY', '.assemblyai.com');
    expect((await runThrough('DIRECT', { dial: server.dial })).finals()).toHaveLength(1);
    expect(proxy.targets).toHaveLength(1);
  });

  test('a voice for this computer never goes through a proxy', async () => {
    const proxy = await startProxy();
    for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY']) vi.stubEnv(name, proxy.url.href);
    const plain = await ProtocolServer.start({ plain: true, key: 'self-hosted' });
    opened.push(plain);
    const url = `ws://localhost:${plain.port}`;
    const run = new CaptioningRun(plain, {
      routesTo: createRoutesTo(() => Promise.resolve(`PROXY ${proxy.host}`)),
      selfHosted: { url, allowInsecure: false },
    });
    run.captioner.start({ zone: 'self-hosted' }, ['you']);
    run.say(speak(['Local.']));
    await run.captioner.finish();
    expect(run.finals()).toEqual(['Local.']);
    expect(proxy.targets).toEqual([]);
  });
});

test.each([
  ['DIRECT', ['direct']],
  ['', ['direct']],
  ['PROXY a:8080; SOCKS5 b:1080;DIRECT', ['http://a:8080/', 'socks5://b:1080', 'direct']],
  ['HTTPS secure.example:443', ['https://secure.example/']],
  ['SOCKS old:1080', ['socks4://old:1080']],
  ['QUIC odd:1; PROXY a:1', ['http://a:1/']],
])('the proxy list “%s” is read', (list, routes) => {
  expect(parseProxyList(list).map(String)).toEqual(routes);
});
