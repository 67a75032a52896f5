import { expect, it } from 'vitest';
import type { Channel } from '../../../../src/shared/audio';
import type { OpenedRenderer } from '../../../support/renderer-harness';
import { FakeMain } from './fake-main';
import { useControlWindow } from './open-control';

const open = useControlWindow();

/** Tells the page these loudnesses of a source, as main does ten times a second. */
async function tell(
  opened: OpenedRenderer<'control'>,
  channel: Channel,
  levels: readonly (readonly [rms: number, peak: number])[],
): Promise<void> {
  for (const [rms, peak] of levels) await opened.notify('captioning', 'levels', { channel, rms, peak });
}
const times = (count: number, rms: number, peak: number): [number, number][] =>
  Array.from({ length: count }, () => [rms, peak]);

it('says in words whether the microphone heard a voice, and listens only meanwhile', async () => {
  const main = new FakeMain();
  const { page, opened } = await open(main, '#/settings/sound');
  const button = page.getByRole('button', { name: 'Test the microphone' });
  for (const [levels, sentence] of [
    [[...times(20, 0.001, 0.003), ...times(11, 0.05, 0.2)], 'The microphone works: Sotto heard you.'],
    [times(31, 0.001, 0.003), 'Only faint sound was heard.'],
    [times(31, 0, 0), 'nothing but silence'],
    [times(31, 0.6, 1), 'It was too loud'],
  ] as const) {
    await button.click();
    await page.getByRole('status').filter({ hasText: 'Say something now.' }).waitFor();
    await expect.poll(() => main.previewing).toBe(true);
    await tell(opened, 'you', levels);
    await page.getByRole('status').filter({ hasText: sentence }).waitFor();
    await expect.poll(() => main.previewing).toBe(false);
  }
});

it('plays a chime for the computer’s sound and says whether it came back', async () => {
  const main = new FakeMain();
  const { page, opened } = await open(main, '#/settings/sound');
  await page.evaluate(() => {
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...args) {
      Object.assign(window, { chimes: ((window as { chimes?: number }).chimes ?? 0) + 1 });
      start.apply(this, args);
    };
  });
  const chimes = () => page.evaluate(() => (window as { chimes?: number }).chimes ?? 0);
  const button = page.getByRole('button', { name: "Test this computer's sound" });
  await button.click();
  await page.getByRole('status').filter({ hasText: 'Playing a short chime' }).waitFor();
  expect(await chimes()).toBe(0);
  // Only once the source is heard at all is the chime spent on it.
  await tell(opened, 'others', [[0, 0]]);
  await expect.poll(chimes).toBe(1);
  await tell(opened, 'others', [...times(15, 0.03, 0.1), ...times(10, 0, 0)]);
  await page.getByRole('status').filter({ hasText: 'Sotto heard the chime' }).waitFor();

  await button.click();
  await tell(opened, 'others', times(26, 0, 0));
  await page.getByRole('status').filter({ hasText: 'did not hear its chime' }).waitFor();
});

it('tells of a permission that is missing on this Mac, and where to give it', async () => {
  const main = new FakeMain();
  main.capabilities = { ...main.capabilities, platform: 'darwin' };
  const { page, opened } = await open(main, '#/settings/sound');
  await page.getByRole('button', { name: "Test this computer's sound" }).click();
  await tell(opened, 'others', times(26, 0, 0));
  await page
    .getByRole('status')
    .filter({ hasText: 'allow Sotto under Screen & System Audio Recording' })
    .waitFor();

  await opened.notify('app', 'problem', { code: 'system-audio-silent' });
  await page.getByText('Nothing has been heard from this computer').waitFor();
  await page.getByRole('button', { name: 'Open privacy settings' }).click();
  await expect.poll(() => main.systemPagesOpened).toEqual(['system-audio']);
});

it('says what is wrong with a source while its level is checked', async () => {
  const main = new FakeMain();
  const { page } = await open(main, '#/settings/sound');
  await page.getByRole('button', { name: 'Check the levels' }).click();
  await main.setStatus({ problem: { code: 'microphone-busy', params: { detail: 'in use', device: '' } } });
  await page.getByRole('alert').filter({ hasText: 'another app may be using it alone' }).first().waitFor();
});

it('names the system’s default microphone', async () => {
  const { page, opened } = await open(new FakeMain(), '#/settings/sound');
  await opened.notify('app', 'audioInputsChanged', [
    { deviceId: 'desk', label: 'Desk microphone' },
    { deviceId: 'headset', label: 'Headset', isDefault: true },
  ]);
  await page.getByRole('button', { name: /The system's default \(Headset\)/ }).waitFor();
});
