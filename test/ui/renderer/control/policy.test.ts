import { expect, it } from 'vitest';
import { noPolicyLimits } from '../../../../src/shared/ipc/ipc-schema';
import { settingNames, settingsNamed } from '../../../../src/shared/setting-names';
import { FakeMain } from './fake-main';
import { useControlWindow } from './open-control';

// Rule Z6 in the settings: what the organisation decided looks locked, says so, and can't be changed.

const open = useControlWindow();
const note = 'Set by your organisation.';

const lockedMain = (...names: string[]): FakeMain => {
  const main = new FakeMain();
  main.limits = { ...noPolicyLimits, locked: names.flatMap(settingsNamed) };
  return main;
};

it.each([
  ['sources.echoCancellation', 'switch', 'Echo cancellation'],
  ['sources.microphone', 'switch', 'Microphone'],
  ['sources.systemAudio', 'switch', "This computer's sound"],
  ['overlay.visible', 'switch', 'Show captions over other windows'],
  ['overlay.clickThrough', 'switch', 'Let clicks through'],
  ['transcripts.save', 'switch', 'Keep transcripts'],
  ['sources.microphoneId', 'button', 'Microphone to use'],
  ['models', 'radiogroup', 'Model for: This device'],
  ['overlay.look.fontSizePx', 'slider', 'Text size'],
] as const)('locks the control of %s, and its name says who locked it', async (setting, role, name) => {
  const { page } = await open(lockedMain(setting), '#/settings');
  const control = page.getByRole(role, { name: new RegExp(`${name}.*${note}`) });
  expect(await control.isDisabled()).toBe(true);
  // The mark is a picture and a sentence, not a colour alone.
  const marks = page.locator('.locked', { hasText: note });
  expect(await marks.count()).toBe(1);
  expect(await marks.locator('svg').isVisible()).toBe(true);
});

it('locks a shortcut and a colour with everything in them', async () => {
  const main = lockedMain('hotkeys.toggleCaptions', 'overlay.look.textColour');
  const { page } = await open(main, '#/settings');
  for (const name of ['Start and stop captions', 'Text colour']) {
    const group = page.getByRole('group', { name, exact: true });
    await group.getByText(note).waitFor();
    for (const button of await group.getByRole('button').all()) expect(await button.isDisabled()).toBe(true);
    for (const field of await group.getByRole('textbox').all()) expect(await field.isDisabled()).toBe(true);
  }
  const swatches = page.getByRole('listbox', { name: 'Text colour: usual colours' }).getByRole('option');
  for (const swatch of await swatches.all()) expect(await swatch.getAttribute('aria-disabled')).toBe('true');
  // Its neighbours are free.
  const other = page.getByRole('group', { name: 'Background colour', exact: true });
  expect(await other.getByRole('textbox').isDisabled()).toBe(false);
  expect(await page.getByRole('button', { name: 'Back to the default look' }).isDisabled()).toBe(false);
});

it('locks every control of the settings where everything is locked', async () => {
  const { page } = await open(lockedMain(...settingNames), '#/settings');
  await page.getByRole('switch').first().waitFor();
  for (const role of ['switch', 'slider', 'textbox'] as const) {
    for (const control of await page.getByRole(role).all()) {
      // The key is not a setting.
      if ((await control.getAttribute('type')) === 'password') continue;
      expect(await control.isDisabled(), await control.evaluate((element) => element.outerHTML)).toBe(true);
    }
  }
  expect(await page.getByRole('button', { name: 'Back to the default look' }).isDisabled()).toBe(true);
});

it('shows the organisation’s server, and keeps it', async () => {
  const main = lockedMain('selfHosted');
  main.settings = {
    ...main.settings,
    zone: 'self-hosted',
    selfHosted: { url: 'wss://captions.example.org', allowInsecure: false },
  };
  const { page } = await open(main, '#/settings/zone');
  const address = page.getByRole('textbox', { name: /Address of your server.*Set by your organisation/ });
  expect(await address.inputValue()).toBe('wss://captions.example.org');
  expect(await address.isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
});

it('offers no measuring where it might pick a model that is not allowed', async () => {
  const main = new FakeMain();
  main.limits = { ...noPolicyLimits, models: ['moonshine-tiny'] };
  main.settings = { ...main.settings, models: { device: 'moonshine-tiny' } };
  const { page } = await open(main, '#/settings/speech');
  const models = page.getByRole('radiogroup', { name: /Model for: This device/ });
  expect(await models.locator('.row-label + .row-description').count()).toBe(2);
  const locked = models.getByRole('radio', { disabled: true });
  expect(await locked.count()).toBe(1);
  await models.getByText('Not allowed by your organisation.').waitFor();
});

it('follows a policy that comes while the window is open', async () => {
  const main = new FakeMain();
  const { page, opened } = await open(main, '#/settings/transcripts');
  const control = page.getByRole('switch', { name: 'Keep transcripts' });
  expect(await control.isDisabled()).toBe(false);
  main.limits = { ...noPolicyLimits, locked: ['transcripts.save'], saveTranscripts: true, retentionDays: 1 };
  await opened.notify('settings', 'changed', main.settings);
  await expect.poll(() => control.isDisabled()).toBe(true);
  await page.getByText('Your organisation has transcripts deleted after 1 day.').waitFor();
});

it('says why a locked setting could not be changed from somewhere else', async () => {
  const main = new FakeMain();
  main.failing.set('settings.change', {
    code: 'policy-refused',
    params: { detail: 'setting sources.microphone' },
  });
  const { page } = await open(main, '#/settings/sound');
  await page.getByText('Noise suppression').click();
  await page
    .getByRole('alert')
    .getByText("Your organisation's policy does not allow this (setting sources.microphone).")
    .waitFor();
});
