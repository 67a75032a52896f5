import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp } from '../support/launch-app';
import { ProtocolServer } from '../support/protocol-server/protocol-server';

let desktop: TestDesktop;
let server: ProtocolServer;
let app: RunningApp;
let control: Page;
let profile: string;

/** The one session that is open, or undefined while one hands over to the next. */
const session = () => {
  const [only, another] = server.sessions.filter(({ isOpen }) => isOpen);
  return only?.hasBegun && !another ? only : undefined;
};
/** Waits for the session that this holds for. */
const sessionWith = async (name: string, value: string) => {
  await until(() => session()?.query.get(name) === value, 30_000, `a session with ${name}=${value}`);
  return session();
};

beforeAll(async () => {
  desktop = await TestDesktop.start();
  server = await ProtocolServer.start();
  profile = await mkdtemp(join(tmpdir(), 'sotto-e2e-'));
  // One source: Sotto opens no more than four sessions a minute, and these tests want four.
  const settings = { onboarded: true, zone: 'eu', sources: { systemAudio: false } };
  await writeFile(join(profile, 'settings.json'), JSON.stringify(settings));
  app = await RunningApp.launch(desktop, profile, {
    args: ['--start'],
    zones: server,
    env: { ASSEMBLYAI_API_KEY: server.key },
  });
  control = await app.page('control');
  await sessionWith('speech_model', 'universal-3-6-pro');
});

afterAll(async () => {
  await app.quit();
  await server.close();
  await desktop.stop();
});

it('a key term reaches the session that runs, and stays in the settings', async () => {
  await control.getByRole('link', { name: 'Settings', exact: true }).click();
  const field = control.locator('#vocabulary').getByRole('textbox');
  await field.fill('Dr. Zürcher, Sotto');
  await field.press('Enter');
  await until(() => session()?.updates.length === 1);
  expect(session()?.updates[0]).toMatchObject({ keyterms_prompt: ['Dr. Zürcher', 'Sotto'] });
  expect(server.sessions).toHaveLength(1);
  const kept = JSON.parse(await readFile(join(profile, 'settings.json'), 'utf8')) as object;
  expect(kept).toMatchObject({ speechOptions: { keyterms_prompt: ['Dr. Zürcher', 'Sotto'] } });
});

it('what a running session doesn’t take goes to a new one, with the terms', async () => {
  await control.locator('#written').getByText('Tell speakers apart').click();
  const labelled = await sessionWith('speaker_labels', 'true');
  expect(labelled?.query.get('keyterms_prompt')).toBe('["Dr. Zürcher","Sotto"]');
  expect(server.sessions).toHaveLength(2);
});

it('a language that another model doesn’t hear is not asked of it, and is again when the model comes back', async () => {
  const speech = control.locator('#speech');
  await speech.getByRole('button', { name: /Spoken language/ }).click();
  await control.getByRole('option', { name: 'Russian' }).click();
  await until(() => session()?.updates.length === 1);
  expect(session()?.updates[0]).toMatchObject({ language_codes: ['ru'] });

  await speech.getByText('Universal Streaming English', { exact: true }).click();
  const english = await sessionWith('speech_model', 'universal-streaming-english');
  expect(english?.query.has('language_codes')).toBe(false);
  expect(english?.query.get('keyterms_prompt')).toBe('["Dr. Zürcher","Sotto"]');
  await speech.getByRole('status').getByText("doesn't know Russian").waitFor();

  await speech.getByText('Universal 3.6 Pro', { exact: true }).click();
  const pro = await sessionWith('speech_model', 'universal-3-6-pro');
  expect(pro?.query.get('language_codes')).toBe('["ru"]');
});

it('a language chosen in the tray is asked for by the session that runs', async () => {
  await app.clickTray('language-de');
  await until(
    () => session()?.updates.some(({ language_codes }) => String(language_codes) === 'de') === true,
  );
  await control
    .locator('#speech')
    .getByRole('button', { name: /German.*Spoken language/ })
    .waitFor();
});
