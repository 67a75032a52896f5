import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { hotkeyNames } from '../../../../src/shared/hotkeys';
import { noPolicyLimits } from '../../../../src/shared/ipc/ipc-schema';
import { defaultSettings } from '../../../../src/shared/settings';
import { FakeMain } from './fake-main';
import { useControlWindow } from './open-control';

const open = useControlWindow();

const searchBox = (page: Page) => page.getByRole('searchbox', { name: 'Search the settings' });
/** Names of the rows and titles of the cards in sight. */
const rows = (page: Page): Promise<string[]> => page.locator('[data-row]:visible .row-label').allInnerTexts();
const cards = (page: Page): Promise<string[]> => page.locator('.card:visible h2').allInnerTexts();
const found = (page: Page): Promise<string> => page.locator('.search-count').innerText();

describe('the search', () => {
  it('shows only what is searched for as it is typed, says how much that is, and Escape ends it', async () => {
    const { page } = await open(new FakeMain(), '#/settings');
    const all = await cards(page);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('echo');
    await expect.poll(() => rows(page)).toEqual(['Echo cancellation']);
    expect(await cards(page)).toEqual(['Sound']);
    expect(await found(page)).toBe('1 setting found');
    expect(await page.getByRole('button', { name: 'Check the levels' }).count(), 'what is between rows').toBe(
      0,
    );

    await page.getByText('Echo cancellation').click();
    await page.getByText('Echo cancellation: changed').waitFor();
    await searchBox(page).focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => cards(page)).toEqual(all);
    expect(await searchBox(page).inputValue()).toBe('');
    expect(await found(page)).toBe('');
  });

  it('takes every word in any order, in names, sentences, choices and titles, without case and accents', async () => {
    const { page } = await open(new FakeMain(), '#/settings');
    const search = searchBox(page);
    await search.fill('FÄN steady');
    await expect.poll(() => rows(page)).toEqual(['Noise suppression']);
    await search.fill('opendyslexic');
    await expect.poll(() => rows(page)).toEqual(['Font']);
    await search.fill('overlay size');
    await expect.poll(() => rows(page)).toEqual(['Text size']);
    // A title brings its whole group, with what isn't a row.
    await search.fill('shortcuts');
    await expect.poll(() => cards(page)).toEqual(['Shortcuts']);
    expect(await rows(page)).toHaveLength(hotkeyNames.length);
    await search.fill('european');
    await expect.poll(() => cards(page)).toEqual(['Data zone']);
    await page.getByText('streaming.eu.assemblyai.com').waitFor();
  });

  it('says where nothing is found, and leads back', async () => {
    const { page } = await open(new FakeMain(), '#/settings');
    await searchBox(page).fill('teleprompter');
    await page.getByRole('heading', { name: 'No setting is about “teleprompter”' }).waitFor();
    expect(await found(page)).toBe('Nothing found');
    await page.getByRole('button', { name: 'Show all settings' }).click();
    await expect.poll(async () => (await cards(page)).length).toBeGreaterThan(5);
  });

  it('is ended by a link to a section, which is then in sight', async () => {
    const { page } = await open(new FakeMain(), '#/settings/hotkeys');
    await searchBox(page).fill('echo');
    await expect.poll(() => cards(page)).toEqual(['Sound']);
    await page.getByRole('navigation').getByRole('link', { name: 'Shortcuts' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Shortcuts');
    expect(await page.locator('#hotkeys').isVisible()).toBe(true);
  });
});

describe('what this computer can’t do', () => {
  it('is neither shown nor found', async () => {
    const main = new FakeMain();
    main.capabilities = { ...main.capabilities, clickThrough: false, systemAudio: false };
    const { page } = await open(main, '#/settings');
    await page.getByText('Show captions over other windows').waitFor();
    const shown = await rows(page);
    expect(shown).not.toContain('Let clicks through');
    expect(shown).not.toContain("This computer's sound");
    await searchBox(page).fill('clicks');
    await expect.poll(() => found(page)).toBe('Nothing found');
  });
});

it('says of every setting in one sentence what it does', async () => {
  const main = new FakeMain();
  main.settings = { ...main.settings, zone: 'eu' };
  const { page } = await open(main, '#/settings');
  await page.getByRole('button', { name: 'More about the look' }).click();
  await page.getByText('Line spacing').waitFor();
  const silent = await page
    .locator('[data-row]')
    .evaluateAll((all) =>
      all
        .filter((row) => !/\S.*\.$/s.test(row.querySelector('.row-description')?.textContent ?? ''))
        .map((row) => row.querySelector('.row-label')?.textContent),
    );
  expect(silent).toEqual([]);
  expect(await page.locator('[data-row]').count()).toBeGreaterThan(20);
});

describe('“Reset this group”', () => {
  it('puts back the settings of that group alone, and is taken back', async () => {
    const main = new FakeMain();
    main.settings = {
      ...main.settings,
      transcripts: { save: false },
      sources: { ...main.settings.sources, microphoneId: 'desk', noiseSuppression: true },
    };
    const before = main.settings;
    const { page } = await open(main, '#/settings/sound');
    const reset = page.getByRole('button', { name: 'Reset this group: Sound' });
    await reset.click();
    await expect.poll(() => main.settings).toEqual({ ...before, sources: defaultSettings.sources });
    await expect.poll(() => reset.count(), { message: 'nothing is left to put back' }).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Sound');
    await page.getByText('Sound: put back to how Sotto came').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => main.settings).toEqual(before);
  });

  it('isn’t offered where nothing was changed, or where the organisation decided', async () => {
    const main = new FakeMain();
    main.settings = { ...main.settings, transcripts: { save: false } };
    main.limits = { ...noPolicyLimits, locked: ['transcripts.save'], saveTranscripts: false };
    const { page } = await open(main, '#/settings');
    await page.getByText('Keep transcripts').waitFor();
    expect(await page.getByRole('button', { name: /Reset this group/ }).count()).toBe(0);
  });

  it('empties the models that were chosen', async () => {
    const main = new FakeMain();
    main.settings = { ...main.settings, models: { device: 'moonshine-tiny' } };
    const { page } = await open(main, '#/settings/speech');
    await page.getByRole('button', { name: 'Reset this group: Speech model' }).click();
    await expect.poll(() => main.settings.models).toEqual({});
  });
});

it('takes the last change back by Ctrl+Z, but leaves the keys to a text field', async () => {
  const main = new FakeMain();
  const { page } = await open(main, '#/settings');
  await page.getByText('Keep transcripts').click();
  await expect.poll(() => main.settings.transcripts.save).toBe(false);
  await page.getByText('Keep transcripts: changed').waitFor();
  await searchBox(page).fill('keep');
  await page.keyboard.press('Control+z');
  await expect.poll(() => searchBox(page).inputValue()).toBe('');
  expect(main.settings.transcripts.save).toBe(false);
  await page.getByRole('switch', { name: 'Keep transcripts' }).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => main.settings.transcripts.save).toBe(true);
});
