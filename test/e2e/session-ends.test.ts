import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp } from '../support/launch-app';
import { ProtocolServer } from '../support/protocol-server/protocol-server';

// An open session costs money for up to three hours: whatever happens to the app, none stays open.
let desktop: TestDesktop;
let server: ProtocolServer;
let profile: string;
let app: RunningApp;

beforeAll(async () => {
  desktop = await TestDesktop.start();
});
afterAll(async () => {
  await desktop.stop();
});

beforeEach(async () => {
  server = await ProtocolServer.start();
  profile = await mkdtemp(join(tmpdir(), 'sotto-e2e-'));
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ onboarded: true, zone: 'eu' }));
  app = await RunningApp.launch(desktop, profile, {
    args: ['--start'],
    zones: server,
    env: { ASSEMBLYAI_API_KEY: server.key },
  });
  // Both channels are heard.
  await until(() => live().length === 2 && live().every(({ audio }) => audio.length > 0), 60_000);
});
afterEach(async () => {
  await app.kill();
  await server.close();
  await rm(profile, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

const live = () => server.sessions.filter(({ isOpen, hasBegun }) => isOpen && hasBegun);

describe('no session stays open', () => {
  it.each<[string, (app: RunningApp) => unknown]>([
    ['stopping from the tray', (app) => app.clickTray('toggle')],
    ['quitting from the tray', (app) => app.clickTray('quit')],
    ['SIGTERM, as at the end of the desktop’s session', (app) => app.signal('SIGTERM')],
    ['SIGINT, from a terminal', (app) => app.signal('SIGINT')],
    ['SIGHUP, when that terminal is closed', (app) => app.signal('SIGHUP')],
  ])('after %s: each ended with its last final', async (_name, end) => {
    await end(app);
    await until(() => server.openSessions === 0);
    expect(server.sessions.map(({ isTerminated }) => isTerminated)).toEqual([true, true]);
  });

  it('after the app was killed', async () => {
    await app.kill();
    await until(() => server.openSessions === 0);
  });

  it('after the page that listens crashed: the sessions go on, and end at Stop', async () => {
    const page = await app.page('capture');
    const crashed = await page.context().newCDPSession(page);
    await Promise.all([page.waitForEvent('crash'), crashed.send('Page.crash').catch(() => undefined)]);
    const heard = server.sessions.map(({ audio }) => audio.length);
    await until(() =>
      server.sessions.every(({ audio }, index) => audio.length > (heard[index] ?? 0) + 32_000),
    );
    expect(server.sessions).toHaveLength(2);
    const control = await app.page('control');
    expect(await control.getByText('Listening stopped unexpectedly').count()).toBe(1);
    await app.clickTray('toggle');
    await until(() => server.openSessions === 0);
    expect(server.sessions.map(({ isTerminated }) => isTerminated)).toEqual([true, true]);
  });
});
