import { expect, it } from 'vitest';
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
  await page.getByRole('heading', { name: 'Ready' }).waitFor();
  expect(main.keysReceived).toEqual(['0123456789abcdef']);
  expect(main.settings.zone).toBe('eu');
});

it('goes on where it was left, and can be skipped', async () => {
  const main = freshMain();
  const { page } = await open(main);
  await page.getByRole('button', { name: 'Set up Sotto' }).click();
  await page.getByRole('heading', { name: 'What shall be captioned?' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'What shall be captioned?' }).waitFor();

  await page.getByRole('button', { name: 'Skip set-up' }).click();
  await page.getByRole('button', { name: 'Start captions' }).waitFor();
  expect(main.settings).toMatchObject({ onboarded: true, zone: null });
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
