import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Caption } from '../../../../src/shared/captions';
import { lookPresets } from '../../../../src/shared/look-presets';
import { defaultSettings } from '../../../../src/shared/settings';
import { FakeMain } from './fake-main';
import { chosenZone, tabTo, useControlWindow } from './open-control';

const open = useControlWindow();

const freshMain = (): FakeMain => {
  const main = new FakeMain();
  main.settings = { ...defaultSettings };
  return main;
};

it('goes from welcome to running captions by the keyboard alone, nothing leaving this device', async () => {
  const main = freshMain();
  const { page } = await open(main);
  const title = (): Promise<string | null> => page.getByRole('heading', { level: 1 }).textContent();
  const press = async (name: string, key = 'Enter'): Promise<void> => {
    await tabTo(page, name);
    await page.keyboard.press(key);
  };

  await press('Set up Sotto');
  await expect.poll(title).toBe('What shall be captioned?');
  await expect.poll(() => main.previewing).toBe(true);
  await press('This computer', 'Space');
  await expect.poll(() => main.settings.sources.systemAudio).toBe(false);
  await press('Continue');

  await expect.poll(title).toBe('Where shall your voice go?');
  await expect.poll(() => main.previewing).toBe(false);
  expect(await page.getByRole('radio').first().getAttribute('value')).toBe('device');
  expect(await chosenZone(page)).toContain('This device');
  await press('Back');
  await expect.poll(title).toBe('What shall be captioned?');
  await press('Continue');
  await expect.poll(title).toBe('Where shall your voice go?');
  await press('Continue');

  await expect.poll(title).toBe('How shall captions look?');
  await press('AbcClassic', 'ArrowRight');
  await expect.poll(() => main.settings.overlay.look).toEqual(lookPresets['high-contrast']);
  await press('Continue');

  await expect.poll(title).toBe('Ready');
  await press('Start captions');
  await page.getByRole('button', { name: 'Stop captions' }).waitFor();
  expect(main.settings).toMatchObject({ onboarded: true, zone: 'device' });
  expect(main.status.phase).toBe('live');
});

it('ends without offering to start what is on already', async () => {
  const main = freshMain();
  main.status = { ...main.status, phase: 'live' };
  const { page } = await open(main);
  await page.getByRole('button', { name: 'Set up Sotto' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Where shall your voice go?' }).waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'How shall captions look?' }).waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Captions are on' }).waitFor();
  expect(await page.getByRole('button', { name: /Not now|Start captions/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Stop captions' }).waitFor();
  expect(main.settings.onboarded).toBe(true);
});

it('asks for the key where a cloud zone is chosen, and moves the voice only on going on', async () => {
  const main = freshMain();
  const { page } = await open(main);
  await page.getByRole('button', { name: 'Set up Sotto' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('European Union', { exact: true }).click();
  const key = page.getByLabel('AssemblyAI key');
  await key.waitFor();
  expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
  expect(main.zone).toBe('device');

  await key.fill('0123456789abcdef');
  main.failing.set('key.set', {
    code: 'key-refused',
    params: { host: 'streaming.assemblyai.com', detail: 'Not authorized' },
  });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page
    .getByRole('alert')
    .getByText('streaming.assemblyai.com refused the key (Not authorized)')
    .waitFor();
  expect(main.zone).toBe('device');

  main.failing.clear();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'How shall captions look?' }).waitFor();
  expect(main.keysReceived).toEqual(['0123456789abcdef']);
  expect(main.settings.zone).toBe('eu');
});

it('goes on where it was left, and can be put off', async () => {
  const main = freshMain();
  const { page } = await open(main);
  await page.getByRole('button', { name: 'Set up Sotto' }).click();
  await page.getByRole('heading', { name: 'What shall be captioned?' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'What shall be captioned?' }).waitFor();

  await page.getByRole('button', { name: 'Set up later' }).click();
  await page.getByRole('button', { name: 'Start captions' }).waitFor();
  expect(main.settings).toMatchObject({ onboarded: true, zone: null });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Captions');

  await page.getByText('You can go on setting up Sotto').waitFor();
  await page.getByRole('link', { name: 'About' }).click();
  await page.getByRole('button', { name: 'Set up again' }).click();
  await page.getByRole('button', { name: 'Set up Sotto' }).waitFor();
});

it('does not go on with nothing to caption, and says so', async () => {
  const main = freshMain();
  main.settings = {
    ...main.settings,
    sources: { ...main.settings.sources, microphone: false, systemAudio: false },
  };
  const { page } = await open(main);
  await page.getByRole('button', { name: 'Set up Sotto' }).click();
  await page.getByRole('alert').getByText('Nothing to caption').waitFor();
  expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
  expect(main.previewing).toBe(false);
});

it('says in words how far one is, and reads each step out from its title', async () => {
  const { page } = await open(freshMain());
  const focused = (): Promise<string | null | undefined> =>
    page.evaluate(() => document.activeElement?.textContent);
  const progress = page.getByRole('progressbar', { name: 'Set-up' });
  await expect.poll(focused).toBe('Captions for everything you hear and say');
  expect(await progress.getAttribute('aria-valuetext')).toBe('Step 1 of 5');
  await page.getByRole('button', { name: 'Set up Sotto' }).click();
  await expect.poll(focused).toBe('What shall be captioned?');
  await page.getByText('Step 2 of 5', { exact: true }).waitFor();
});

describe('permissions', () => {
  const openSources = async (main: FakeMain): Promise<Page> => {
    main.settings = { ...main.settings, firstRunStep: 'sources' };
    return (await open(main)).page;
  };

  it('are asked for on macOS once the person has read what for', async () => {
    const main = freshMain();
    main.capabilities = { ...main.capabilities, platform: 'darwin' };
    const page = await openSources(main);
    await page.getByText('macOS asks whether Sotto may use the microphone.').waitFor();
    await page.getByText('macOS asks whether Sotto may record this computer’s sound.').waitFor();
    expect(main.previewing).toBe(false);
    await page.getByText("This computer's sound", { exact: true }).click();
    await expect.poll(() => main.settings.sources.systemAudio).toBe(false);
    expect(await page.getByText('may record this computer’s sound').count()).toBe(0);
    await page.getByRole('button', { name: 'Let Sotto listen' }).click();
    await expect.poll(() => main.previewing).toBe(true);
  });

  it('that were refused lead to the system’s page, and are tried again', async () => {
    const main = freshMain();
    main.capabilities = { ...main.capabilities, platform: 'win32' };
    const page = await openSources(main);
    await expect.poll(() => main.previewing).toBe(true);
    await main.setStatus({ problem: { code: 'microphone-denied' } });
    await page.getByRole('alert').getByText('Sotto may not use the microphone.').waitFor();
    await page.getByRole('button', { name: 'Open privacy settings' }).click();
    await expect.poll(() => main.systemPagesOpened).toEqual(['microphone']);

    await main.setStatus({ problem: { code: 'system-audio-denied' } });
    await page.getByRole('alert').getByText('Sotto may not hear this computer').waitFor();
    await page.getByRole('button', { name: 'Open privacy settings' }).click();
    await expect.poll(() => main.systemPagesOpened).toEqual(['microphone', 'system-audio']);

    main.previewing = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => main.previewing).toBe(true);
  });

  it('have no page on Linux, so none is offered', async () => {
    const main = freshMain();
    const page = await openSources(main);
    await main.setStatus({ problem: { code: 'microphone-denied' } });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await page.getByRole('button', { name: 'Open privacy settings' }).count()).toBe(0);
  });
});

describe('the look', () => {
  const openLook = async (main: FakeMain) => {
    main.settings = { ...main.settings, firstRunStep: 'look' };
    return open(main);
  };
  const caption = (text: string): Caption => ({
    channel: 'others',
    turn: 1,
    text,
    final: false,
    startMs: 0,
    endMs: 1000,
  });

  it('is tried on the recording as the engine captions it', async () => {
    const main = freshMain();
    const { page, opened } = await openLook(main);
    const panel = page.locator('.look-panel');
    await panel.getByText('Captions appear here in a moment.').waitFor();
    await opened.notify('sample', 'caption', caption('And so my'));
    await opened.notify('sample', 'caption', caption('And so my fellow'));
    await panel.getByText('And so my fellow').waitFor();
    expect(await panel.getByText('Captions appear here').count()).toBe(0);
    await page.getByRole('status').getByText('Live: this computer is captioning').waitFor();

    await page.getByText('Large', { exact: true }).click();
    await expect
      .poll(() => panel.locator('.caption-rows').evaluate((rows) => getComputedStyle(rows).fontSize))
      .toBe('52px');
    await panel.getByText('And so my fellow').waitFor();

    main.endSample();
    await page.getByRole('status').getByText('That was a recording').waitFor();
    await page.getByRole('button', { name: 'Show it again' }).click();
    await expect.poll(() => main.timesSampled).toBe(2);
    await panel.getByText('Captions appear here in a moment.').waitFor();

    let isStopped = false;
    main.endSample = () => {
      isStopped = true;
    };
    await page.getByRole('button', { name: 'Back' }).click();
    await expect.poll(() => isStopped).toBe(true);
  });

  it('is tried on an example that says it is one, where there is no engine', async () => {
    const main = freshMain();
    main.failing.set('sample.run', { code: 'engine-missing', params: { file: 'engine/tiny.onnx' } });
    const { page } = await openLook(main);
    const panel = page.locator('.look-panel');
    await page.getByRole('status').getByText('This is an example text').waitFor();
    const words = async (): Promise<number> =>
      (await panel.locator('.caption-text').innerText()).split(' ').length;
    const atFirst = await words();
    await expect.poll(words).toBeGreaterThan(atFirst);
  });
});
