import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noPolicyLimits } from '../../../../src/shared/ipc/ipc-schema';
import { settingsNamed } from '../../../../src/shared/setting-names';
import { accessibilityFaults } from '../../../support/accessibility';
import { FakeMain } from './fake-main';
import { tabTo, useControlWindow } from './open-control';

const open = useControlWindow();

const cloudMain = (terms?: unknown, model?: string): FakeMain => {
  const main = new FakeMain();
  main.key = { set: true };
  main.settings = {
    ...main.settings,
    zone: 'eu',
    models: model === undefined ? {} : { eu: model },
    speechOptions: terms === undefined ? {} : { keyterms_prompt: terms },
  };
  return main;
};
const openTerms = async (main: FakeMain): Promise<{ page: Page; section: Locator; field: Locator }> => {
  const { page } = await open(main, '#/settings/vocabulary');
  const section = page.locator('#vocabulary');
  return { page, section, field: section.getByRole('textbox') };
};
const termsOf = (main: FakeMain): unknown => main.settings.speechOptions['keyterms_prompt'];
const shown = (section: Locator): Promise<string[]> => section.getByRole('row').allInnerTexts();
/** Pastes as a person does who copied this from elsewhere. */
const paste = (field: Locator, text: string): Promise<void> =>
  field.evaluate((input, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    input.dispatchEvent(event);
  }, text);
const choose = (section: Locator, file: string, content: Buffer | string): Promise<void> =>
  section
    .locator('input[type=file]')
    .setInputFiles({ name: file, mimeType: 'text/plain', buffer: Buffer.from(content) });

describe('key terms', () => {
  it('are added by typing and Enter, several by commas, with the limits in sight', async () => {
    const main = cloudMain();
    const { section, field } = await openTerms(main);
    await section.getByText('0 of 100 terms').waitFor();
    await section.getByText('No terms yet.').waitFor();
    await field.fill('Dr. Zürcher');
    await field.press('Enter');
    await expect.poll(() => termsOf(main)).toEqual(['Dr. Zürcher']);
    await expect.poll(() => field.inputValue()).toBe('');
    await field.pressSequentially('Sotto, Kyiv');
    await section.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.poll(() => termsOf(main)).toEqual(['Dr. Zürcher', 'Sotto', 'Kyiv']);
    await section.getByText('3 of 100 terms').waitFor();
    expect(await shown(section)).toEqual(['Dr. Zürcher', 'Sotto', 'Kyiv']);
  });

  it('say so where a term is there already, whatever its capitals', async () => {
    const main = cloudMain(['Sotto']);
    const { section, field } = await openTerms(main);
    await field.fill('sotto');
    await field.press('Enter');
    await section.getByRole('status').getByText('Already there: sotto.').waitFor();
    expect(termsOf(main)).toEqual(['Sotto']);
  });

  it('name what is too long, and leave it where it was typed', async () => {
    const main = cloudMain();
    const { section, field } = await openTerms(main);
    const long = 'x'.repeat(51);
    await field.fill(long);
    await section.getByText(`“${long}” has 51 characters; 50 fit.`).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await field.press('Enter');
    await section.getByRole('status').getByText(`longer than 50 characters: ${long}.`).waitFor();
    await expect.poll(() => field.inputValue()).toBe(long);
    expect(termsOf(main)).toBeUndefined();
  });

  it('take a pasted list at once, and say what found no room', async () => {
    const full = Array.from({ length: 98 }, (_, at) => `Term ${String(at)}`);
    const main = cloudMain(full);
    const { section, field } = await openTerms(main);
    await paste(field, 'Ada\r\nterm 7\r\nGrace\r\nHedy\r\nJoan\r\n');
    await expect.poll(() => termsOf(main)).toEqual([...full, 'Ada', 'Grace']);
    const status = section.getByRole('status');
    await status.getByText('2 terms were added.').waitFor();
    await status.getByText('Already there: term 7.').waitFor();
    await status.getByText('no more than 100 terms can be sent: Hedy, Joan.').waitFor();
    await expect.poll(() => field.inputValue(), { message: 'nothing is lost' }).toBe('Hedy, Joan');
    await section.getByText('100 of 100 terms').waitFor();
  });

  it('are removed, and brought back by Undo', async () => {
    const main = cloudMain(['Ada', 'Grace', 'Hedy']);
    const { page, section } = await openTerms(main);
    await section.getByRole('button', { name: 'Remove Grace' }).click();
    await expect.poll(() => termsOf(main)).toEqual(['Ada', 'Hedy']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => termsOf(main)).toEqual(['Ada', 'Grace', 'Hedy']);
    await section.getByRole('button', { name: 'Remove all' }).click();
    await expect.poll(() => termsOf(main)).toBeUndefined();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => shown(section)).toEqual(['Ada', 'Grace', 'Hedy']);
  });

  it('are changed, added and removed by the keyboard alone', async () => {
    const main = cloudMain(['Ada', 'Grace', 'Hedy']);
    const { page, section, field } = await openTerms(main);
    await tabTo(page, 'New term');
    await page.keyboard.type('Joan');
    await page.keyboard.press('Enter');
    await expect.poll(() => termsOf(main)).toEqual(['Ada', 'Grace', 'Hedy', 'Joan']);
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);

    await tabTo(page, 'Ada');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Delete');
    await expect.poll(() => termsOf(main)).toEqual(['Ada', 'Hedy', 'Joan']);
    // The page hears of it after main, and then the next term has the keyboard.
    await section.getByRole('row', { name: 'Grace' }).waitFor({ state: 'detached' });
    const hasKeyboard = () =>
      section.getByRole('row', { name: 'Hedy' }).evaluate((row) => row === document.activeElement);
    await expect.poll(hasKeyboard).toBe(true);
    await page.keyboard.press('Enter');
    await section.getByLabel('Change “Hedy”').waitFor();
    await expect.poll(() => field.inputValue()).toBe('Hedy');
    await field.fill('Hedy Lamarr');
    await field.press('Enter');
    await expect.poll(() => termsOf(main)).toEqual(['Ada', 'Hedy Lamarr', 'Joan']);

    await section.getByRole('row', { name: 'Joan' }).click();
    await section.getByLabel('Change “Joan”').waitFor();
    await field.press('Escape');
    await section.getByLabel('New term').waitFor();
    await expect.poll(() => field.inputValue()).toBe('');
    expect(termsOf(main)).toEqual(['Ada', 'Hedy Lamarr', 'Joan']);
  });

  it('come from a text file, with a report of each line', async () => {
    const main = cloudMain(['Ada']);
    const { page, section } = await openTerms(main);
    await choose(section, 'team.txt', `\uFEFF# Our team\r\nada\r\nGrace\r\nHedy\r\n${'y'.repeat(60)}\r\n`);
    const status = section.getByRole('status');
    await status.getByText('2 terms were added.').waitFor();
    await status.getByText('Already there: ada.').waitFor();
    await status.getByText('Left out, because it is longer than 50 characters').waitFor();
    expect(termsOf(main)).toEqual(['Ada', 'Grace', 'Hedy']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => termsOf(main)).toEqual(['Ada']);
  });

  it.each([
    ['photo.txt', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'photo.txt can’t be read as text'],
    ['big.txt', Buffer.alloc(1_000_001, 'a'), 'big.txt is larger than a megabyte'],
    ['empty.txt', Buffer.from('# only a note\n'), 'empty.txt holds no terms'],
  ])('say what is wrong with %s', async (file, content, sentence) => {
    const main = cloudMain(['Ada']);
    const { section } = await openTerms(main);
    await choose(section, file, content);
    await section.getByRole('status').getByText(sentence.replace('’', "'")).waitFor();
    expect(termsOf(main)).toEqual(['Ada']);
  });

  it('are saved as a file', async () => {
    const main = cloudMain(['Ada']);
    main.exportPath = '/home/ada/key-terms.txt';
    const { section } = await openTerms(main);
    await section.getByRole('button', { name: 'Save as a file' }).click();
    await section.getByText('Saved as /home/ada/key-terms.txt').waitFor();
    main.failing.set('settings.exportKeyTerms', {
      code: 'export-failed',
      params: { file: 'a.txt', detail: 'full' },
    });
    await section.getByRole('button', { name: 'Save as a file' }).click();
    await section.getByRole('alert').getByText('could not be written to a.txt').waitFor();
  });

  it('keep what was typed where the settings could not be kept', async () => {
    const main = cloudMain(['Ada']);
    main.failing.set('settings.change', {
      code: 'policy-refused',
      params: { detail: 'setting speechOptions' },
    });
    const { section, field } = await openTerms(main);
    await field.fill('Grace');
    await field.press('Enter');
    await section.getByRole('alert').getByText('policy does not allow this').waitFor();
    await expect.poll(() => field.inputValue()).toBe('Grace');
  });

  it('are greyed with the reason where the model knows none, and kept', async () => {
    const main = cloudMain(['Ada']);
    main.settings = { ...main.settings, zone: 'device' };
    const { section, field } = await openTerms(main);
    await section.getByText('The model on this device doesn’t offer this.'.replace('’', "'")).waitFor();
    expect(await field.isDisabled()).toBe(true);
    expect(await shown(section)).toEqual(['Ada']);
    expect(await section.getByRole('button', { name: 'Remove Ada' }).count()).toBe(0);
    expect(await section.getByRole('button', { name: 'Add from a file' }).isDisabled()).toBe(true);
  });

  it('say what they cost more, where they do', async () => {
    const { section } = await openTerms(cloudMain(['Ada'], 'universal-streaming-english'));
    await section.getByText('Costs about $0.05 more for each hour and source.').waitFor();
    const { section: pro } = await openTerms(cloudMain(['Ada']));
    await pro.getByText('1 of 100 terms').waitFor();
    expect(await pro.getByText('Costs about').count()).toBe(0);
  });
});

it('locks all of it where the organisation decides the options', async () => {
  const main = cloudMain(['Ada']);
  main.settings.speechOptions['redact_pii'] = true;
  main.limits = { ...noPolicyLimits, locked: settingsNamed('speechOptions') };
  const { page, section } = await openTerms(main);
  expect(await section.getByRole('textbox').isDisabled()).toBe(true);
  await section.getByText('Set by your organisation.').waitFor();
  const written = page.locator('#written');
  for (const control of await written.getByRole('switch').all())
    expect(await control.isDisabled()).toBe(true);
  for (const box of await written.getByRole('checkbox').all()) expect(await box.isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: /Spoken language/ }).isDisabled()).toBe(true);
});

describe('speakers and sensitive words', () => {
  it('are asked for with what they mean, and a switched-off one takes along what needs it', async () => {
    const main = cloudMain();
    const { page } = await open(main, '#/settings/written');
    const section = page.locator('#written');
    await section.getByText('Tell speakers apart').click();
    await section.getByText('Turns are cut after ten seconds').waitFor();
    await section.getByRole('button', { name: /At most so many speakers/ }).click();
    await page.getByRole('option', { name: '4 speakers' }).click();
    await expect.poll(() => main.settings.speechOptions).toEqual({ speaker_labels: true, max_speakers: 4 });
    await section.getByText('Tell speakers apart').click();
    await expect.poll(() => main.settings.speechOptions).toEqual({});
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => main.settings.speechOptions).toEqual({ speaker_labels: true, max_speakers: 4 });
    await section.getByText('Hide swear words').click();
    await expect.poll(() => main.settings.speechOptions['filter_profanity']).toBe(true);
  });

  it('let a person choose which kinds of personal information go', async () => {
    const main = cloudMain();
    const { page } = await open(main, '#/settings/written');
    const section = page.locator('#written');
    await section.getByText('Take personal information out').click();
    await section.getByText('Captions come a whole turn at a time').waitFor();
    await section.getByText('Transcripts keep the redacted text alone.').waitFor();
    const policies = (): unknown => main.settings.speechOptions['redact_pii_policies'];
    await expect.poll(policies).toEqual(expect.arrayContaining(['person_name', 'phone_number']));
    await section.getByText('Names of people').click();
    await expect.poll(policies).not.toEqual(expect.arrayContaining(['person_name']));
    await section.getByText('Dates and times').click();
    await expect.poll(policies).toEqual(expect.arrayContaining(['date', 'time']));
    await section.getByRole('button', { name: /Replaced by/ }).click();
    await page.getByRole('option', { name: /PERSON_NAME/ }).click();
    await expect.poll(() => main.settings.speechOptions['redact_pii_sub']).toBe('entity_name');
  });

  it('say that this device takes nothing out', async () => {
    const main = new FakeMain();
    main.settings = { ...main.settings, speechOptions: { redact_pii: true } };
    const { page } = await open(main, '#/settings/written');
    const section = page.locator('#written');
    await section.getByText('The model on this device takes nothing out').waitFor();
    for (const control of await section.getByRole('switch').all())
      expect(await control.isDisabled()).toBe(true);
    expect(await section.getByRole('switch', { checked: true }).count(), 'the choice is kept').toBe(1);
  });
});

describe('models and languages', () => {
  it('tell what a model is good for, knows and costs, and when that was so', async () => {
    const main = cloudMain();
    const { page } = await open(main, '#/settings/speech');
    const radio = page.getByRole('radio', { name: /Universal 3.6 Pro/ });
    await expect.poll(() => radio.isChecked()).toBe(true);
    const models = page.getByRole('radiogroup', { name: /Model for: European Union/ });
    const text = await models.innerText();
    expect(text).toContain('32 languages');
    expect(text).toContain('About $0.45 for each hour and source');
    expect(text).toContain('Languages: English, Spanish, German, French, Italian, Portuguese');
    await page.getByText('as of October 2026').waitFor();
    await models.getByText('Universal Streaming English', { exact: true }).click();
    await expect.poll(() => main.settings.models).toEqual({ eu: 'universal-streaming-english' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => main.settings.models).toEqual({});
  });

  it('tell what this device’s models are: free, local and English', async () => {
    const { page } = await open(new FakeMain(), '#/settings/speech');
    const section = page.locator('#speech');
    await section.getByText('Free, and nothing you say leaves this computer').first().waitFor();
    await section
      .getByText('The model on this device understands English; there is nothing to choose.')
      .waitFor();
    expect(await section.getByText('$').count()).toBe(0);
  });

  it('offer the languages the model knows, and keep those another one doesn’t', async () => {
    const main = cloudMain();
    const { page } = await open(main, '#/settings/speech');
    const section = page.locator('#speech');
    const select = section.getByRole('button', { name: /Spoken language/ });
    await select.click();
    const options = page.locator('.popover').getByRole('option');
    await expect.poll(() => options.count()).toBe(33);
    await options.filter({ hasText: 'Russian' }).click();
    await expect.poll(() => main.settings.speechOptions).toEqual({ language_codes: ['ru'] });
    await section.getByRole('button', { name: 'Other languages that may be spoken' }).click();
    await section.locator('.checkbox').getByText('German', { exact: true }).click();
    await expect.poll(() => main.settings.speechOptions).toEqual({ language_codes: ['ru', 'de'] });
    await section.getByText('2 of 10 languages chosen').waitFor();

    await section.getByText('Universal 3.5 Pro', { exact: true }).click();
    await section.getByRole('status').getByText("Universal 3.5 Pro doesn't know Russian").waitFor();
    await select.getByText('Russian – not known to Universal 3.5 Pro').waitFor();
    expect(main.settings.speechOptions).toEqual({ language_codes: ['ru', 'de'] });

    await select.click();
    await page.getByRole('option', { name: 'Found out by itself, also mixed' }).click();
    await expect.poll(() => main.settings.speechOptions).toEqual({});
  });

  it('allow no more languages than the API', async () => {
    const main = cloudMain();
    main.settings.speechOptions['language_codes'] = 'en es de fr it pt tr nl sv da'.split(' ');
    const { page } = await open(main, '#/settings/speech');
    const section = page.locator('#speech');
    await section.getByRole('button', { name: 'Other languages that may be spoken' }).click();
    await section.getByText('10 of 10 languages chosen').waitFor();
    expect(await section.getByRole('checkbox', { name: 'Russian' }).isDisabled()).toBe(true);
    expect(await section.getByRole('checkbox', { name: 'Danish' }).isDisabled()).toBe(false);
  });

  it('name languages in words where the model finds out by itself', async () => {
    const { page } = await open(
      cloudMain(undefined, 'universal-streaming-multilingual'),
      '#/settings/speech',
    );
    await page.getByText('finds out by itself which of these is spoken: English, Spanish').waitFor();
  });
});

describe.each([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { colorScheme: 'dark', forcedColors: 'active' }],
] as const)('in %s, axe finds nothing', (_, appearance) => {
  it('with everything shown', async () => {
    const main = cloudMain(['Ada', 'Grace'], 'universal-3-5-pro');
    Object.assign(main.settings.speechOptions, {
      speaker_labels: true,
      redact_pii: true,
      redact_pii_policies: ['drug', 'person_name'],
      language_codes: ['ru', 'de'],
    });
    const { page } = await open(main, '#/settings/vocabulary', { ...appearance, reducedMotion: 'reduce' });
    const section = page.locator('#vocabulary');
    await page.getByRole('button', { name: 'Other languages that may be spoken' }).click();
    await paste(section.getByRole('textbox'), 'Ada\nHedy');
    await section.getByText('1 term was added.').waitFor();
    await section.getByRole('row', { name: 'Grace' }).click();
    await section.getByLabel('Change “Grace”').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
