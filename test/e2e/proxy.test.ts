import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConnectProxy } from '../support/connect-proxy';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp } from '../support/launch-app';
import { ProtocolServer } from '../support/protocol-server/protocol-server';

const eu = 'streaming.eu.assemblyai.com';
let desktop: TestDesktop;
let server: ProtocolServer;
let proxy: ConnectProxy;
let app: RunningApp;
let profile: string;

beforeAll(async () => {
  desktop = await TestDesktop.start();
  server = await ProtocolServer.start();
  proxy = await ConnectProxy.start({ leadsTo: server.port });
  profile = await mkdtemp(join(tmpdir(), 'sotto-e2e-'));
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ zone: 'eu', onboarded: true }));
  app = await RunningApp.launch(desktop, profile, {
    args: ['--start'],
    zones: server,
    env: {
      ASSEMBLYAI_API_KEY: server.key,
      SOTTO_HOST_PROXY: `PROXY ${proxy.host}`,
      SOTTO_TEST_DIALLED: join(profile, 'dialled.txt'),
    },
  });
});

afterAll(async () => {
  await app.quit();
  await proxy.close();
  await server.close();
  await desktop.stop();
});

describe('behind the proxy of the system’s setting', () => {
  it('captions go through its tunnel to the zone’s host, and nothing is dialled past it', async () => {
    const open = () => server.sessionsOf(eu).filter(({ isOpen, hasBegun }) => isOpen && hasBegun);
    await until(() => open().length === 2, 30_000);
    expect(new Set(proxy.targets)).toEqual(new Set([`${eu}:443`]));
    expect(existsSync(join(profile, 'dialled.txt'))).toBe(false);
  });

  it('so do the check of the key and the measuring of the delay, which open no session', async () => {
    const control = await app.page('control');
    await control.getByRole('link', { name: 'Settings', exact: true }).click();
    await control.getByRole('button', { name: 'Check', exact: true }).click();
    await control.getByText(`The key is valid: ${eu} accepts it.`).waitFor();
    expect(server.tokens.requests).toEqual([{ host: eu, expiresIn: '1' }]);
    expect(new Set(proxy.targets)).toEqual(new Set([`${eu}:443`]));

    await control.getByRole('button', { name: 'Measure the delay' }).click();
    await control.getByText('Measured: the delay stands beside each zone.').waitFor();
    expect(await control.locator('.delay', { hasText: /^about \d+ ms to connect$/ }).count()).toBe(3);
    expect(server.requests.every((host) => host === eu)).toBe(true);
    expect(existsSync(join(profile, 'dialled.txt'))).toBe(false);
  });
});
