import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { trayIcons } from '../../src/main/core/controls/tray-menu';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp } from '../support/launch-app';
import { packageApp } from '../support/package-app';
import { cutSpeech } from '../support/speech-clips';

let desktop: TestDesktop;
let app: RunningApp;
let folder: string;
let resources: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sotto-packaged-'));
  const packaged = await packageApp(folder);
  resources = packaged.resources;
  desktop = await TestDesktop.start();
  const profile = await mkdtemp(join(tmpdir(), 'sotto-e2e-'));
  app = await RunningApp.launch(desktop, profile, {
    main: packaged.main,
    args: ['--start'],
    env: { SOTTO_HOST_RESOURCES: resources, XDG_CONFIG_HOME: join(folder, 'config') },
  });
});

afterAll(async () => {
  await app.quit();
  await desktop.stop();
  await rm(folder, { recursive: true, force: true });
});

it('captions from what is in the package alone', async () => {
  const overlay = await app.page('overlay');
  await until(async () => (await overlay.getAttribute('[data-phase]', 'data-phase')) === 'live', 60_000);
  await desktop.speak(await cutSpeech(folder, 'you', 0, 3000));
  await until(async () => (await overlay.locator('[data-row]').allInnerTexts()).join(' ').includes('fellow'));
});

it('holds the pictures of the tray and the window', () => {
  for (const picture of [...trayIcons.map((icon) => `tray-${icon}.png`), 'icon.png']) {
    expect(existsSync(join(resources, 'assets', picture)), picture).toBe(true);
  }
});

it('holds the notices its licences ask for', async () => {
  const control = await app.page('control');
  await control.getByRole('button', { name: 'Set up later' }).click();
  await control.getByRole('link', { name: 'About' }).click();
  await control.getByRole('button', { name: 'Show' }).click();
  await control.getByText('Moonshine, English speech recognition models').waitFor();
  expect(app.printed).toBe('');
});

it('is started by the desktop at login, quietly, once that is chosen, and no longer when it is not', async () => {
  const control = await app.page('control');
  await control.getByRole('link', { name: 'Settings', exact: true }).click();
  const startWithComputer = control.getByRole('switch', { name: /Start with the computer/ });
  const entry = join(folder, 'config/autostart/sotto.desktop');
  const command = async () => /^Exec=(.*)$/m.exec(await readFile(entry, 'utf8'))?.[1];
  await control.locator('#startup').getByText('Start with the computer').click();
  await until(() => existsSync(entry));
  expect(await command()).toContain('--hidden');
  expect(await startWithComputer.isChecked()).toBe(true);
  await control.locator('#startup').getByText('Start with the computer').click();
  await until(() => !existsSync(entry));
});
