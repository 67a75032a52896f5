import { expect, it } from 'vitest';
import { noPolicyLimits } from '../../../../src/shared/ipc/ipc-schema';
import { lookPresets } from '../../../../src/shared/look-presets';
import { defaultSettings } from '../../../../src/shared/settings';
import { FakeMain } from './fake-main';
import { useControlWindow } from './open-control';

const open = useControlWindow();

it('previews the look of the captions, keeps it, and takes it back', async () => {
  const main = new FakeMain();
  const { page } = await open(main, '#/settings/overlay');
  const panel = page.locator('.look-panel');
  const size = page.getByRole('slider', { name: 'Text size' });
  await size.focus();
  await page.keyboard.press('End');
  await expect.poll(() => panel.evaluate((element) => getComputedStyle(element).fontSize)).toBe('96px');
  expect(main.settings.overlay.look.fontSizePx).toBe(96);

  await page.getByLabel('Text colour: colour code').fill('#ffcc00');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => panel.evaluate((element) => getComputedStyle(element).color))
    .toBe('rgb(255, 204, 0)');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => main.settings.overlay.look.textColour).toBe('#ffffff');
  expect(main.settings.overlay.look.fontSizePx).toBe(96);

  await page.getByRole('button', { name: 'Back to the default look' }).click();
  await expect.poll(() => main.settings.overlay.look).toEqual(defaultSettings.overlay.look);
});

it('keeps the zone in sight in a window too low for all sections', async () => {
  const { page } = await open(new FakeMain(), '#/settings', { viewport: { width: 960, height: 480 } });
  const state = page.getByRole('navigation').locator('.sidebar-state');
  const place = await state.boundingBox();
  expect((place?.y ?? 0) + (place?.height ?? 0)).toBe(480);
  await page.getByRole('navigation').getByRole('link', { name: 'About' }).click();
  await page.getByRole('heading', { level: 1, name: 'About' }).waitFor();
});

it('warns of colours that can’t be told apart, and of a background that lets the wrong window through', async () => {
  const { page } = await open(new FakeMain(), '#/settings/overlay');
  await page.getByLabel('Text colour: colour code').fill('#222222');
  await page.keyboard.press('Enter');
  await page.getByText('These two colours are hard to tell apart.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('slider', { name: 'Background opacity' }).focus();
  await page.keyboard.press('Home');
  await page.getByText('Over a window of the wrong colour this will be hard to read.').waitFor();
});

it('takes a ready-made look with one press, previews it as the overlay shows it, and takes it back', async () => {
  const main = new FakeMain();
  const { page } = await open(main, '#/settings/overlay');
  const looks = page.getByRole('radiogroup', { name: 'Ready-made looks' });
  for (const [name, id] of [
    ['High contrast', 'high-contrast'],
    ['Large', 'large'],
    ['Dyslexia-friendly', 'dyslexia'],
    ['Transparent', 'transparent'],
  ] as const) {
    await looks.getByText(name).click();
    await expect.poll(() => main.settings.overlay.look).toEqual(lookPresets[id]);
    expect(await looks.getByRole('radio', { name }).isChecked()).toBe(true);
    const size = page.locator('.look-panel .caption-rows');
    expect(await size.evaluate((element) => getComputedStyle(element).fontSize)).toBe(
      `${String(lookPresets[id].fontSizePx)}px`,
    );
  }
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => main.settings.overlay.look).not.toEqual(lookPresets.transparent);
});

it('has the rarer parts of the look behind “More”, all by keyboard, each change taken back alone', async () => {
  const main = new FakeMain();
  const { page } = await open(main, '#/settings/overlay');
  await page.getByRole('button', { name: 'More about the look' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^The system’s Font/ }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect.poll(() => main.settings.overlay.look.font).toBe('dyslexia');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => main.settings.overlay.look.font).toBe('system');

  await page.getByLabel('Colour for you: colour code').fill('#ff0000');
  await page.keyboard.press('Enter');
  await expect.poll(() => main.settings.overlay.look.youColour).toBe('#ff0000');
  await page.getByRole('button', { name: 'Automatic: Colour for you' }).click();
  await expect.poll(() => main.settings.overlay.look.youColour).toBeNull();
});

it('chooses how text appears and when it fades', async () => {
  const main = new FakeMain();
  const { page } = await open(main, '#/settings/overlay');
  await page.getByRole('button', { name: /How text appears/ }).click();
  await page.getByRole('option', { name: 'For reading' }).click();
  await expect.poll(() => main.settings.overlay.textMode).toBe('reading');
  await page.getByText('then never change').waitFor();
  await page.getByRole('button', { name: 'More about the look' }).click();
  await page.getByRole('button', { name: /Fade captions after silence/ }).click();
  await page.getByRole('option', { name: '8 seconds' }).click();
  await expect.poll(() => main.settings.overlay.fadeAfterS).toBe(8);
});

it('says beside a shortcut that another program has its keys, until it hasn’t; Backspace clears, Reset puts back', async () => {
  const main = new FakeMain();
  main.hotkeyStates = { ...main.hotkeyStates, togglePause: 'taken' };
  const { page, opened } = await open(main, '#/settings/hotkeys');
  const row = page.getByRole('group', { name: 'Pause and resume captions' });
  const taken = page.getByText('Another program has these keys');
  await row.getByText('Another program has these keys').waitFor();
  expect(await taken.count()).toBe(1);
  await opened.notify('hotkeys', 'statesChanged', { ...main.hotkeyStates, togglePause: 'on' });
  await taken.waitFor({ state: 'detached' });

  await row.getByRole('button', { name: 'Record' }).click();
  await page.keyboard.press('Backspace');
  await expect.poll(() => main.settings.hotkeys.togglePause).toBe('');
  await row.getByRole('button', { name: /^Reset/ }).click();
  await expect.poll(() => main.settings.hotkeys.togglePause).toBe(defaultSettings.hotkeys.togglePause);
});

it('records a shortcut, refuses one that is typing or taken, and clears it', async () => {
  const main = new FakeMain();
  const { page } = await open(main, '#/settings/hotkeys');
  const row = page.getByRole('group', { name: 'Start and stop captions' });
  await row.getByRole('button', { name: 'Record' }).click();
  await row.getByText('Press the new keys.').waitFor();
  await page.keyboard.press('Shift+a');
  await row.getByText('That alone would get in the way of typing.').waitFor();
  await page.keyboard.press('Control+Shift+K');
  await page.getByRole('alert').getByText('already has these keys').waitFor();
  expect(main.settings.hotkeys).toEqual(defaultSettings.hotkeys);

  await row.getByRole('button', { name: 'Record' }).click();
  await page.keyboard.press('Control+Alt+1');
  await expect.poll(() => main.settings.hotkeys.toggleCaptions).toBe('CommandOrControl+Alt+1');
  await expect.poll(() => row.locator('kbd').allInnerTexts()).toEqual(['Ctrl', 'Alt', '1']);

  main.failing.set('settings.change', { code: 'hotkey-taken', params: { hotkey: 'Ctrl+Alt+2' } });
  await row.getByRole('button', { name: 'Record' }).click();
  await page.keyboard.press('Control+Alt+2');
  await page.getByRole('alert').getByText('The shortcut Ctrl+Alt+2 is used by another app.').waitFor();

  main.failing.clear();
  await row.getByRole('button', { name: 'Clear' }).click();
  await row.getByText('None').waitFor();
  expect(main.settings.hotkeys.toggleCaptions).toBe('');
});

it('leaves a shortcut as it is on Escape', async () => {
  const main = new FakeMain();
  const { page } = await open(main, '#/settings/hotkeys');
  const row = page.getByRole('group', { name: 'Start and stop captions' });
  await row.getByRole('button', { name: 'Record' }).click();
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: 'Record' }).waitFor();
  await page.keyboard.press('Control+Alt+1');
  expect(main.settings.hotkeys).toEqual(defaultSettings.hotkeys);
});

it('chooses the microphone, and checks its level only while asked to', async () => {
  const main = new FakeMain();
  const { page, opened } = await open(main, '#/settings/sound');
  await page.getByText('Desk microphone').first().waitFor({ state: 'attached' });
  await opened.notify('app', 'audioInputsChanged', [{ deviceId: 'headset', label: 'Headset' }]);
  await page.getByRole('button', { name: 'Microphone to use' }).click();
  await page.locator('.popover').getByRole('option', { name: 'Headset' }).click();
  await expect.poll(() => main.settings.sources.microphoneId).toBe('headset');
  expect(main.previewing).toBe(false);
  await page.getByRole('button', { name: 'Check the levels' }).click();
  await expect.poll(() => main.previewing).toBe(true);
  main.previewing = false;
  await page.getByText('Echo cancellation').click();
  await expect.poll(() => main.previewing, { message: 'the new sources are heard' }).toBe(true);
  await page.getByRole('link', { name: 'About' }).click();
  await expect.poll(() => main.previewing).toBe(false);
});

it('hides the computer’s sound where it can’t be heard', async () => {
  const main = new FakeMain();
  main.capabilities = { ...main.capabilities, systemAudio: false };
  const { page } = await open(main, '#/settings/sound');
  await page.getByText('Echo cancellation').waitFor();
  expect(await page.getByText("This computer's sound").count()).toBe(0);
});

it('offers the models of the zone in force, those a policy forbids locked', async () => {
  const main = new FakeMain();
  main.settings = { ...main.settings, zone: 'eu' };
  main.limits = {
    ...noPolicyLimits,
    models: ['universal-3-5-pro'],
    locked: ['transcripts.save'],
    saveTranscripts: false,
  };
  const { page } = await open(main, '#/settings/speech');
  const models = page.getByRole('radiogroup', { name: /Model for: European Union/ });
  expect(await models.getByRole('radio').count()).toBe(4);
  expect(await models.getByRole('radio', { disabled: false }).count()).toBe(1);
  expect(await models.getByRole('radio', { name: /Universal 3.5 Pro/ }).isChecked()).toBe(true);
  expect(await page.getByRole('switch', { name: 'Keep transcripts' }).isDisabled()).toBe(true);
  await page.getByText('Set by your organisation.').waitFor();
});

it('goes back to measuring which model fits this device', async () => {
  const main = new FakeMain();
  main.settings = { ...main.settings, models: { device: 'moonshine-tiny' } };
  const { page } = await open(main, '#/settings/speech');
  await page.locator('#speech').getByText('Automatic', { exact: true }).click();
  await expect.poll(() => main.settings.models).toEqual({});
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => main.settings.models).toEqual({ device: 'moonshine-tiny' });
});

it('resets everything after asking, and takes even that back', async () => {
  const main = new FakeMain();
  main.settings = {
    ...main.settings,
    zone: 'eu',
    transcripts: { save: false },
    models: { eu: 'universal-3-5-pro' },
  };
  const before = main.settings;
  const { page } = await open(main, '#/settings/reset');
  await page.getByRole('button', { name: 'Reset all settings' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reset all settings' }).click();
  await expect.poll(() => main.settings).toEqual({ ...defaultSettings, onboarded: true });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => main.settings).toEqual(before);
});

it('says what the zone costs, and closes sessions in quiet only when asked to', async () => {
  const main = new FakeMain();
  main.key = { set: true };
  main.settings = { ...main.settings, zone: 'eu', saving: { idleMinutes: 7 } };
  const { page } = await open(main, '#/settings/cost');
  const section = page.locator('#cost');
  await section.getByText('about $0.45 an hour for each source, by public prices').waitFor();
  await section.getByText('The first word connects again').waitFor();
  const select = section.getByRole('button', { name: 'Disconnect while it is quiet' });
  // Any number of minutes may come from the settings file.
  expect(await select.innerText()).toBe('After 7 minutes');
  await select.click();
  await page.getByRole('option', { name: 'After 1 minute', exact: true }).click();
  await expect.poll(() => main.settings.saving.idleMinutes).toBe(1);
  await select.click();
  await page.getByRole('option', { name: 'Never' }).click();
  await expect.poll(() => main.settings.saving.idleMinutes).toBe(null);
});

it('says that this device costs nothing, and saves nothing there', async () => {
  const { page } = await open(new FakeMain(), '#/settings/cost');
  const section = page.locator('#cost');
  await section.getByText('AssemblyAI takes nothing for this.').waitFor();
  expect(await section.getByRole('button').count()).toBe(0);
  expect(defaultSettings.saving.idleMinutes).toBe(null);
});
