import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp } from '../support/launch-app';
import { wordsOf } from '../support/screen-text';
import { cutSpeech } from '../support/speech-clips';

let desktop: TestDesktop;
let app: RunningApp;
let overlay: Page;
let control: Page;
let folder: string;

beforeAll(async () => {
  desktop = await TestDesktop.start();
  await desktop.plugMicrophone('headset');
  folder = await mkdtemp(join(tmpdir(), 'sotto-e2e-'));
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ onboarded: true, zone: 'device' }));
  app = await RunningApp.launch(desktop, folder, { args: ['--start'] });
  overlay = await app.page('overlay');
  control = await app.page('control');
});

afterAll(async () => {
  await app.quit();
  await desktop.stop();
});

const said = async (channel: 'you' | 'others'): Promise<string> =>
  wordsOf((await overlay.locator(`[data-row][data-channel="${channel}"]`).allInnerTexts()).join(' '));
const overlayTells = async (sentence: string): Promise<boolean> =>
  (await overlay.innerText('body')).includes(sentence);
/** The part of the overlay that shows this channel is empty again, so that new words are new. */
const restart = async (): Promise<void> => {
  for (const phase of ['stopped', 'live']) {
    await app.clickTray('toggle');
    await until(async () => (await overlay.getAttribute('[data-phase]', 'data-phase')) === phase, 60_000);
  }
};
const clips = {
  greeting: { from: 0, to: 3000, words: 'my fellow' },
  country: { from: 8000, to: 11_000, words: 'for your country' },
} as const;
/** Speaks into a microphone, over and over on a busy machine, until the overlay shows it. */
const isHeardFrom = (microphone: string, clip: keyof typeof clips = 'greeting'): Promise<void> =>
  until(
    async () => {
      const { from, to, words } = clips[clip];
      await desktop.speak(await cutSpeech(folder, clip, from, to), microphone);
      return (await said('you')).includes(words);
    },
    90_000,
    `words from ${microphone}`,
  );
/** Chooses a microphone as a person does. */
const choose = async (name: string): Promise<void> => {
  await control.evaluate(() => {
    location.hash = '#/settings/sound';
  });
  await control.getByRole('button', { name: /Microphone to use/ }).click();
  await control.locator('.popover').getByRole('option', { name }).click();
};
const othersHeard = (): Promise<void> =>
  until(
    async () => {
      await desktop.play(await cutSpeech(folder, 'others', 8000, 11_000));
      return (await said('others')).includes('for your country');
    },
    90_000,
    'words from the loudspeakers',
  );

it('captions the chosen one of two microphones', async () => {
  await until(async () => (await overlay.getAttribute('[data-phase]', 'data-phase')) === 'live', 60_000);
  await choose('headset');
  await isHeardFrom('headset');
});

it('says so when it is unplugged, and goes on with the other microphone and the computer’s sound', async () => {
  await desktop.unplugMicrophone('headset');
  await until(
    () => overlayTells('The chosen microphone is not plugged in, so Sotto listens to the system'),
    60_000,
  );
  // Nothing was started anew, and nothing was said of the computer's sound.
  await othersHeard();
  await isHeardFrom('microphone', 'country');
});

it('goes back to it when it is plugged in again, and says no more', async () => {
  await desktop.plugMicrophone('headset');
  await until(async () => !(await overlayTells('The chosen microphone')), 60_000);
  await restart();
  await isHeardFrom('headset');
});

it('follows the system’s default microphone when it changes', async () => {
  await choose('default');
  await restart();
  await desktop.setDefaultMicrophone('headset');
  await isHeardFrom('headset');
});

it('keeps the computer awake while captions run, and no longer', async () => {
  const blockers = async (): Promise<number> =>
    ((await app.control({ do: 'outside' })) as { powerSaveBlockers: number }).powerSaveBlockers;
  expect(await blockers()).toBe(1);
  await app.clickTray('toggle');
  await until(async () => (await blockers()) === 0);
});
