import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp } from '../support/launch-app';
import { readPicture, wordsOf } from '../support/screen-text';
import { cutSpeech } from '../support/speech-clips';

let desktop: TestDesktop;
let app: RunningApp;
let overlay: Page;
let profile: string;

beforeAll(async () => {
  desktop = await TestDesktop.start();
  profile = await mkdtemp(join(tmpdir(), 'sotto-e2e-'));
  app = await RunningApp.launch(desktop, profile, { args: ['--start'] });
  overlay = await app.page('overlay');
});

afterAll(async () => {
  await app.quit();
  await desktop.stop();
});

const phase = (): Promise<string | null> => overlay.getAttribute('[data-phase]', 'data-phase');
const shown = async (channel: 'you' | 'others'): Promise<string> =>
  wordsOf((await overlay.locator(`[data-row][data-channel="${channel}"]`).allInnerTexts()).join(' '));

const captionWindow = async () => (await app.windows()).find(({ title }) => title === 'Sotto captions');

describe('a newcomer, with no key', () => {
  it('captions on this device at once, and the overlay says so', async () => {
    await until(async () => (await phase()) === 'live', 60_000);
    expect(await overlay.getAttribute('[data-zone]', 'data-zone')).toBe('device');
    expect(await overlay.locator('[data-zone]').innerText()).toBe('DEVICE');
  });

  it('reads what they say and what the computer plays, each under its name, on the screen', async () => {
    await desktop.speak(await cutSpeech(profile, 'you', 0, 3000));
    await until(async () => (await shown('you')).includes('my fellow'));
    await desktop.play(await cutSpeech(profile, 'others', 8000, 11_000));
    await until(async () => (await shown('others')).includes('what you can do for your country'));
    expect(await shown('you')).not.toContain('country');
    expect(await shown('others')).not.toContain('my fellow');
    expect(await overlay.locator('[data-row]').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('You'), expect.stringContaining('Others')]),
    );

    const picture = join(profile, 'screen.png');
    await desktop.screenshot(picture, (await captionWindow())?.bounds);
    const read = await readPicture(picture);
    expect(read).toMatch(/you and so my fellow.* others .*you can do for your country/);
  });

  it('keeps every final sentence in the transcript as it is spoken', async () => {
    const [file] = (await readdir(join(profile, 'transcripts'))).filter((name) => name.endsWith('.jsonl'));
    const lines = (await readFile(join(profile, 'transcripts', file ?? ''), 'utf8')).trim().split('\n');
    const captions = lines
      .map((line) => JSON.parse(line) as { type: string; channel: string; text: string })
      .filter(({ type }) => type === 'caption')
      .map(({ channel, text }) => `${channel}: ${wordsOf(text)}`);
    expect(captions).toEqual([
      expect.stringMatching(/^you: .*my fellow/),
      expect.stringMatching(/^others: .*for your country/),
    ]);
  });

  it('has the overlay above everything, letting clicks through, without the focus', async () => {
    expect(await captionWindow()).toMatchObject({
      visible: true,
      focused: false,
      alwaysOnTop: true,
      ignoresMouse: true,
    });
  });

  it('stops and starts by the hotkey and by the tray', async () => {
    await desktop.press('ctrl+shift+l');
    await until(async () => (await phase()) === 'stopped');
    await desktop.press('ctrl+shift+l');
    await until(async () => (await phase()) === 'live');
    await app.clickTray('toggle');
    await until(async () => (await phase()) === 'stopped');
  });

  it('is told what to do when the microphone is unplugged, and is captioned again when it is back', async () => {
    await app.clickTray('toggle');
    await until(async () => (await phase()) === 'live');
    await desktop.unplugMicrophone();
    await until(async () =>
      (await overlay.innerText('body')).includes('No microphone was found. Plug one in'),
    );
    await desktop.plugMicrophone();
    await until(async () => !(await overlay.innerText('body')).includes('No microphone'));
    await until(async () => {
      await desktop.speak(await cutSpeech(profile, 'again', 0, 3000));
      return (await shown('you')).includes('my fellow');
    }, 60_000);
  });

  it('has the overlay back after its page crashed, with the zone in sight and captions going on', async () => {
    const crashed = await overlay.context().newCDPSession(overlay);
    await Promise.all([overlay.waitForEvent('crash'), crashed.send('Page.crash').catch(() => undefined)]);
    await until(async () => {
      overlay = await app.page('overlay');
      return (await overlay.getAttribute('[data-zone]', 'data-zone', { timeout: 1000 })) === 'device';
    });
    expect(await phase()).toBe('live');
    expect(await captionWindow()).toMatchObject({ visible: true, alwaysOnTop: true });
  });
});
