import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp } from '../support/launch-app';
import { wordsOf } from '../support/screen-text';
import { tabTo } from '../ui/renderer/control/open-control';

const run = promisify(execFile);
let desktop: TestDesktop;
let profile: string;
let app: RunningApp;
let control: Page;

beforeAll(async () => {
  desktop = await TestDesktop.start();
  profile = await mkdtemp(join(tmpdir(), 'sotto-e2e-'));
  await launch();
});

afterAll(async () => {
  await app.quit();
  await desktop.stop();
});

const launch = async (): Promise<void> => {
  app = await RunningApp.launch(desktop, profile);
  control = await app.page('control');
};
const isAtTitle = (title: string): Promise<boolean> =>
  control.evaluate(
    (wanted) => document.activeElement?.tagName === 'H1' && document.activeElement.textContent === wanted,
    title,
  );
const press = async (name: string, key = 'Enter'): Promise<void> => {
  await tabTo(control, name);
  await control.keyboard.press(key);
};
const settings = async (): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(profile, 'settings.json'), 'utf8')) as Record<string, unknown>;
/** Programs that listen to a microphone or to what is played, as the sound server sees it. */
const listeners = async (): Promise<number> => {
  const { stdout } = await run('pactl', ['list', 'short', 'source-outputs'], { env: desktop.env });
  return stdout.split('\n').filter((line) => line.includes('protocol-native')).length;
};

describe('a newcomer, by the keyboard alone', () => {
  it('sees the meters listen, and finds that step again after closing Sotto in the middle', async () => {
    await until(() => isAtTitle('Captions for everything you hear and say'));
    await press('Set up Sotto');
    await until(() => isAtTitle('What shall be captioned?'));
    await until(async () => (await listeners()) > 0);
    await app.kill();
    await launch();
    await until(() => isAtTitle('What shall be captioned?'));
  });

  it('keeps the voice on this device, where no account is needed', async () => {
    await press('Continue');
    await until(() => isAtTitle('Where shall your voice go?'));
    await press('Continue');
    await until(() => isAtTitle('How shall captions look?'));
    expect(await settings()).toMatchObject({ zone: 'device' });
  });

  it('sees the recording captioned live, while nothing listens and nothing is kept', async () => {
    const seen: string[] = [];
    const preview = control.locator('.look-panel .caption-rows');
    await until(async () => {
      seen.push(wordsOf(await preview.innerText()));
      return seen.at(-1)?.includes('country can do for you') ?? false;
    }, 60_000);
    expect(
      seen.some((text) => text.includes('fellow') && !text.includes('country')),
      'its words come one after the other',
    ).toBe(true);
    expect(await control.getByRole('status').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(Live: this computer|That was a recording)/)]),
    );
    expect(await listeners()).toBe(0);
    await expect(readdir(join(profile, 'transcripts'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('chooses a look, which the overlay has at once, and starts captions', async () => {
    const overlay = await app.page('overlay');
    await press('AbcClassic', 'ArrowRight');
    await until(
      async () =>
        (await overlay
          .locator('.caption-box')
          .first()
          .evaluate((box) => getComputedStyle(box).color)) === 'rgb(255, 255, 0)',
    );
    await press('Continue');
    await until(() => isAtTitle('Ready'));
    await press('Start captions');
    await until(async () => (await overlay.getAttribute('[data-phase]', 'data-phase')) === 'live', 60_000);
    await until(() => isAtTitle('Captions'));
    expect(await settings()).toMatchObject({ onboarded: true });
  });
});
