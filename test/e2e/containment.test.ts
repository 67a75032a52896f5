import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zones } from '../../src/shared/zones';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp } from '../support/launch-app';
import { contactsIn, traceCommand } from '../support/network-trace';
import { ProtocolServer } from '../support/protocol-server/protocol-server';
import { Outsider, tryEveryWayOut } from '../support/ways-out';

// Only main may talk to the network, and only to the chosen zone: this is what makes the zone's promise provable. The
// whole app runs traced, so that the last test sees every connection any of its processes tried.
let desktop: TestDesktop;
let server: ProtocolServer;
let outsider: Outsider;
let profile: string;
let trace: string;
let app: RunningApp;

beforeAll(async () => {
  desktop = await TestDesktop.start();
  server = await ProtocolServer.start();
  outsider = await Outsider.listen();
  profile = await mkdtemp(join(tmpdir(), 'sotto-e2e-'));
  trace = join(profile, 'network.trace');
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ onboarded: true, zone: 'eu' }));
  app = await RunningApp.launch(desktop, profile, {
    args: ['--start'],
    zones: server,
    env: { ASSEMBLYAI_API_KEY: server.key, SOTTO_HOST_REACHABLE: '*' },
    under: traceCommand(trace),
  });
  const overlay = await app.page('overlay');
  await until(async () => (await overlay.getAttribute('[data-phase]', 'data-phase')) === 'live', 60_000);
}, 120_000);

afterAll(async () => {
  await app.quit();
  await server.close();
  outsider.close();
  await desktop.stop();
  await rm(profile, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

describe.each(['overlay', 'control', 'capture'] as const)('the %s page', (name) => {
  it('reaches nobody, whatever it tries', async () => {
    const page = await app.page(name);
    const tried = await page.evaluate(tryEveryWayOut, outsider.address);
    expect(Object.entries(tried).filter(([, outcome]) => outcome === 'reached')).toEqual([]);
    expect(outsider.contacts).toBe(0);
  });

  it('opens no window and goes nowhere', async () => {
    const page = await app.page(name);
    const windows = (await app.windows()).length;
    await page.evaluate((host) => {
      window.open(`http://${host}/`);
      window.location.href = `http://${host}/`;
    }, outsider.address.tcp);
    // The page is still there and answers.
    expect(await page.evaluate(() => document.documentElement.isConnected)).toBe(true);
    expect(page.url()).toContain(`/${name}/index.html`);
    expect((await app.windows()).length).toBe(windows);
    expect(outsider.contacts).toBe(0);
  });
});

it.each<[string, string, unknown]>([
  ['settings', 'change', 'not an object'],
  ['settings', 'change', { selfHosted: { url: 'wss://'.padEnd(5_000_000, 'x') } }],
  ['settings', 'change', { zone: 'moon' }],
  ['settings', 'changeZone', { toString: 'eu' }],
  ['key', 'set', 'x'.repeat(5_000_000)],
  ['key', 'set', { length: 20 }],
  ['transcripts', 'read', '../../settings'],
  ['transcripts', 'export', { id: 'x', format: 'exe' }],
  ['app', 'dismissProblem', ['internal']],
])('main refuses %s.%s with arguments that it does not take', async (group, name, argument) => {
  const page = await app.page('control');
  const call = (group: string, name: string, argument?: unknown): Promise<unknown> =>
    page.evaluate(
      ([group, name, argument]) => {
        type Calls = Record<string, Record<string, (args: unknown) => Promise<unknown>>>;
        return (window as unknown as { sotto: Calls }).sotto[group]?.[name]?.(argument);
      },
      [group, name, argument] as const,
    );
  const before = await call('settings', 'get');
  const problem = { code: expect.stringMatching(/^(not-allowed|setting-invalid)$/) as string };
  expect(await call(group, name, argument)).toMatchObject({ ok: false, problem });
  expect(await call('settings', 'get')).toEqual(before);
});

describe('each wall alone', () => {
  it('the content security policy refuses every kind of request', async () => {
    const page = await app.page('control');
    const violated = await page.evaluateHandle(() => {
      const directives = new Set<string>();
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        directives.add(effectiveDirective);
      });
      return directives;
    });
    await page.evaluate(tryEveryWayOut, outsider.address);
    expect(await violated.evaluate((directives) => [...directives].sort())).toEqual([
      'connect-src',
      // Prefetches.
      'default-src',
      'form-action',
      'frame-src',
      'img-src',
      'script-src-elem',
      'style-src-elem',
      'worker-src',
    ]);
  });

  it('the request filter refuses what a policy would let through', async () => {
    const page = await app.page('control');
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setBypassCSP', { enabled: true });
    await page.reload();
    const failed = page.waitForEvent('requestfailed');
    await page.evaluate((host) => fetch(`http://${host}/`).catch(() => undefined), outsider.address.tcp);
    expect((await failed).failure()?.errorText).toMatch(/^net::ERR_BLOCKED_BY_CLIENT/);
    expect(outsider.contacts).toBe(0);
    await session.send('Page.setBypassCSP', { enabled: false });
    await page.reload();
  });
});

describe('the app as a whole', () => {
  it('connects to the chosen zone and to nothing else, as the system saw it', () => {
    const euHost = new URL(zones.eu.socketUrl ?? '').hostname;
    expect(new Set(server.requests)).toEqual(new Set([euHost]));
    const contacts = contactsIn(trace);
    expect(contacts).toContainEqual({ protocol: 'tcp', address: '127.0.0.1', port: server.port });
    // Where the pages' ways out end: a proxy that isn't there.
    const nowhere = { address: '127.0.0.1', port: 1 };
    const others = contacts.filter(
      ({ address, port }) =>
        !(address === '127.0.0.1' && port === server.port) &&
        !(address === nowhere.address && port === nowhere.port),
    );
    expect(others).toEqual([]);
  });
});
