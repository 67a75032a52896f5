import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zones, type ZoneId } from '../../src/shared/zones';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp } from '../support/launch-app';
import { ProtocolServer } from '../support/protocol-server/protocol-server';

let desktop: TestDesktop;
let server: ProtocolServer;
let app: RunningApp;
let overlay: Page;
let control: Page;
let profile: string;

const hostOf = (zone: ZoneId): string => new URL(zones[zone].socketUrl ?? '').host;
const open = (zone: ZoneId) => server.sessionsOf(hostOf(zone)).filter(({ isOpen }) => isOpen);
const launch = async (args: string[] = []): Promise<void> => {
  app = await RunningApp.launch(desktop, profile, {
    args,
    zones: server,
    env: { ASSEMBLYAI_API_KEY: server.key, SOTTO_TEST_DIALLED: join(profile, 'dialled.txt') },
  });
  overlay = await app.page('overlay');
  control = await app.page('control');
};

beforeAll(async () => {
  desktop = await TestDesktop.start();
  server = await ProtocolServer.start();
  profile = await mkdtemp(join(tmpdir(), 'sotto-e2e-'));
  await launch(['--start']);
});

afterAll(async () => {
  await app.quit();
  await server.close();
  await desktop.stop();
});

const zoneShown = (): Promise<string | null> => overlay.getAttribute('[data-zone]', 'data-zone');

describe('the data zone, changed in settings', () => {
  it('is never entered without being asked: with a key and no zone chosen, nothing starts by itself', async () => {
    await control.getByRole('button', { name: 'Set up later' }).click();
    expect(await overlay.getAttribute('[data-phase]', 'data-phase')).toBe('stopped');
    expect(server.requests).toEqual([]);
  });

  it('is Edge Routing with a key and nothing chosen: both channels go there, with the key in the header', async () => {
    await app.clickTray('toggle');
    await until(() => open('edge').filter(({ hasBegun }) => hasBegun).length === 2, 30_000);
    expect(await zoneShown()).toBe('edge');
    for (const { headers, query } of open('edge')) {
      expect(headers.authorization).toBe(server.key);
      expect(query.has('token')).toBe(false);
    }
  });

  it('moves the voice while captions run, after asking, and finishes the old sessions where they were', async () => {
    await control.getByRole('link', { name: 'Settings', exact: true }).click();
    await control.getByRole('radio', { name: /European Union/ }).click({ force: true });
    await control.getByRole('button', { name: 'Move it' }).click();
    await until(() => open('eu').filter(({ hasBegun }) => hasBegun).length === 2, 30_000);
    await until(() => open('edge').length === 0);
    expect(await zoneShown()).toBe('eu');
    const edge = server.sessionsOf(hostOf('edge'));
    expect(edge.every(({ isTerminated }) => isTerminated)).toBe(true);
    const heardByEdge = edge.map(({ audio }) => audio.length);
    await until(() => open('eu').every(({ audio }) => audio.length > 32_000));
    expect(edge.map(({ audio }) => audio.length)).toEqual(heardByEdge);
    expect(server.sessionsOf(hostOf('us'))).toEqual([]);
  });

  it('holds over a restart, with the overlay where it was left', async () => {
    await app.clickTray('click-through');
    await overlay.bringToFront();
    const before = (await app.windows()).find(({ title }) => title === 'Sotto captions')?.bounds;
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowLeft']) await overlay.keyboard.press(key);
    const moved = async () => (await app.windows()).find(({ title }) => title === 'Sotto captions')?.bounds;
    await until(async () => (await moved())?.y !== before?.y && (await moved())?.x !== before?.x);
    const left = await moved();
    await app.quit();
    expect(server.openSessions).toBe(0);

    await launch();
    expect(await moved()).toEqual(left);
    expect(await zoneShown()).toBe('eu');
    expect((await app.windows()).find(({ title }) => title === 'Sotto captions')?.ignoresMouse).toBe(false);
  });

  it('dials the hosts of the chosen zones and nothing else', async () => {
    const dialled = new Set((await readFile(join(profile, 'dialled.txt'), 'utf8')).trim().split('\n'));
    expect([...dialled].sort()).toEqual([`${hostOf('edge')}:443`, `${hostOf('eu')}:443`]);
  });
});
