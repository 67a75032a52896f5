import { mkdtemp, readdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { zones, type ZoneId } from '../../src/shared/zones';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp } from '../support/launch-app';
import { ProtocolServer } from '../support/protocol-server/protocol-server';

// Rule Z6 in the whole app, from a profile that was written by hand to get round it.
let desktop: TestDesktop;
let server: ProtocolServer;
let app: RunningApp;
let overlay: Page;
let control: Page;
let profile: string;
let policyFile: string;

const hostOf = (zone: ZoneId): string => new URL(zones[zone].socketUrl ?? '').host;
const phase = (): Promise<string | null> => overlay.getAttribute('[data-phase]', 'data-phase');
const deploy = async (text: string): Promise<void> => {
  await writeFile(`${policyFile}.new`, text);
  await rename(`${policyFile}.new`, policyFile);
};
const ignoresMouse = async (): Promise<boolean | undefined> =>
  (await app.windows()).find(({ title }) => title === 'Sotto captions')?.ignoresMouse;
const hook = (name: string): string => `--import ${new URL(`../support/${name}`, import.meta.url).href}`;

beforeAll(async () => {
  desktop = await TestDesktop.start();
  server = await ProtocolServer.start();
  profile = await mkdtemp(join(tmpdir(), 'sotto-e2e-'));
  policyFile = join(profile, 'machine-policy.json');
  await writeFile(
    join(profile, 'settings.json'),
    JSON.stringify({
      onboarded: true,
      zone: 'us',
      overlay: { clickThrough: false },
      transcripts: { save: true },
    }),
  );
  await deploy('{"zones": ["eu"], "lock": ["overlay.clickThrough"], "saveTranscripts": false}');
  app = await RunningApp.launch(desktop, profile, {
    args: ['--start'],
    zones: server,
    env: {
      ASSEMBLYAI_API_KEY: server.key,
      NODE_OPTIONS: `${hook('dial-zones.mjs')} ${hook('policy-file.mjs')}`,
      SOTTO_TEST_POLICY: policyFile,
    },
  });
  overlay = await app.page('overlay');
  control = await app.page('control');
});

afterAll(async () => {
  await app.quit();
  await server.close();
  await desktop.stop();
});

it('starts nothing in a zone the policy forbids, and says so', async () => {
  await until(async () => (await phase()) === 'failed');
  await overlay.getByText('policy does not allow this (zone us; allowed: eu)').waitFor();
  expect(server.requests).toEqual([]);
});

it('shows what is locked as locked, in the tray too, and holds it against a shortcut', async () => {
  await control.getByRole('link', { name: 'Settings', exact: true }).click();
  const clickThrough = control.getByRole('switch', { name: /Let clicks through.*Set by your organisation/ });
  expect(await clickThrough.isDisabled()).toBe(true);
  expect(await control.getByRole('radio', { name: /United States/ }).isDisabled()).toBe(true);
  expect(await ignoresMouse()).toBe(true);
  await expect(app.clickTray('click-through')).rejects.toThrow('no enabled tray item');
  await desktop.press('ctrl+shift+k');
  await control.getByText('policy does not allow this (setting overlay.clickThrough)').waitFor();
  expect(await ignoresMouse()).toBe(true);
});

it('goes where the policy allows once the person chose it, and keeps nothing', async () => {
  await control.getByRole('radio', { name: /European Union/ }).click({ force: true });
  await app.clickTray('toggle');
  await until(() => server.sessionsOf(hostOf('eu')).filter(({ hasBegun }) => hasBegun).length === 2, 30_000);
  expect(await readdir(profile)).not.toContain('transcripts');
});

it('ends captions when the policy changes under them, without a restart; the voice moves nowhere', async () => {
  await deploy('{"zones": ["us"]}');
  await until(async () => (await phase()) !== 'live', 30_000);
  await control.getByText('policy has changed (zone eu; allowed: us)').first().waitFor();
  await until(() => server.openSessions === 0);
  expect(new Set(server.requests)).toEqual(new Set([hostOf('eu')]));
  // Nothing is locked any more: what the person had chosen holds again.
  await until(async () => (await ignoresMouse()) === false);
});

it('starts nothing under a policy that is not understood, and names the file and the line', async () => {
  const before = server.requests.length;
  await deploy('{\n  "zones": ["mars"]\n}');
  await app.clickTray('toggle');
  await overlay.getByText(/policy\.json can't be read at line 2: "mars" is not a zone/).waitFor();
  expect(server.requests).toHaveLength(before);
});
