import { expect, it } from 'vitest';
import { noPolicyLimits } from '../../../../src/shared/ipc/ipc-schema';
import { exampleReceipts, exampleTranscripts } from './examples';
import { FakeMain } from './fake-main';
import { useControlWindow } from './open-control';

const open = useControlWindow();

const mainWithTranscripts = (): FakeMain => {
  const main = new FakeMain();
  main.transcripts = [...exampleTranscripts].reverse();
  return main;
};

it('says how to get a first transcript', async () => {
  const { page } = await open(new FakeMain(), '#/transcripts');
  await page.getByText('No transcripts yet').waitFor();
  await page.getByText('Start captions: what is said is kept here').waitFor();
});

it('lists the newest first, with length, first words, zones and what ended unexpectedly', async () => {
  const { page } = await open(mainWithTranscripts(), '#/transcripts');
  const items = page.locator('.transcript-list > li');
  const [newer, older] = await items.allInnerTexts();
  expect(newer).toContain('November 20, 2026');
  expect(newer).toContain('32 min');
  expect(newer).toContain('Good morning, everybody.');
  expect(newer).not.toContain('Ended unexpectedly');
  expect(older).toContain('42 s');
  expect(older).toContain('Ended unexpectedly');
  await items.first().getByRole('img', { name: 'European Union' }).waitFor();
});

it('opens one: who spoke, what was lost and where the voice went', async () => {
  const { page } = await open(mainWithTranscripts(), '#/transcripts');
  await page.getByRole('link', { name: 'November 20, 2026' }).click();
  const article = page.getByRole('article');
  await article.getByText('1:05: 12 seconds of “Others” could not be captioned').waitFor();
  await article
    .getByText('1:20: from here on the voice went to European Union (streaming.eu.assemblyai.com)')
    .waitFor();
  expect(await article.locator('.turn').allInnerTexts()).toEqual([
    expect.stringMatching(/^Others\s+Good morning, everybody\.\s+0:00$/),
    expect.stringMatching(/^You\s+Morning! Shall we begin\?\s+0:01$/),
    expect.stringMatching(/^Speaker A\s+Now that nobody is left outside.*1:22$/s),
  ]);
});

it('names no host where the voice stayed on this device', async () => {
  const { page } = await open(mainWithTranscripts(), '#/transcripts');
  await page.locator('.transcript-list > li').last().getByRole('link').click();
  await page.getByText('0:00: from here on the voice went to This device (English)').waitFor();
  expect(await page.getByRole('article').innerText()).not.toContain('127.0.0.1');
});

it('exports in the chosen form and tells the path; a failure is a sentence; a change of mind is silent', async () => {
  const main = mainWithTranscripts();
  const { page } = await open(main, '#/transcripts/2026-11-20T09-00-00');
  const exportAs = async (form: string): Promise<void> => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: form }).click();
  };
  await exportAs('Subtitles (SRT)');
  await page.getByRole('status').getByText('Saved as /home/ada/standup.srt').waitFor();
  expect(main.exported).toEqual([{ id: '2026-11-20T09-00-00', format: 'srt' }]);

  main.failing.set('transcripts.export', {
    code: 'export-failed',
    params: { file: '/media/stick/standup.md', detail: 'read-only' },
  });
  await exportAs('Markdown');
  await page.getByRole('alert').getByText('could not be written to /media/stick/standup.md').waitFor();

  main.failing.clear();
  main.exportPath = null;
  await exportAs('Data (JSON)');
  await expect.poll(() => main.exported.length).toBe(2);
  await expect.poll(() => page.getByText(/Saved as|could not be written/).count()).toBe(0);
});

it('deletes, and brings back on Undo', async () => {
  const main = mainWithTranscripts();
  const { page } = await open(main, '#/transcripts/2026-11-20T09-00-00');
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { level: 1, name: 'Transcripts' }).waitFor();
  await expect.poll(() => page.locator('.transcript-list > li').count()).toBe(1);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => page.locator('.transcript-list > li').count()).toBe(2);
  expect(main.transcripts).toHaveLength(2);

  await page.getByRole('button', { name: 'Delete the transcript of Wednesday' }).click();
  await expect.poll(() => main.transcripts.map((one) => one.summary.id)).toEqual(['2026-11-20T09-00-00']);
});

it('says when a transcript is gone', async () => {
  const { page } = await open(new FakeMain(), '#/transcripts/2020-01-01T00-00-00');
  await page.getByRole('alert').getByText('That transcript is no longer there.').waitFor();
});

const oneTranscript = '#/transcripts/2026-11-20T09-00-00';

it('tells where the voice went, in plain words and in every detail', async () => {
  const main = mainWithTranscripts();
  main.receipts = exampleReceipts;
  const { page } = await open(main, oneTranscript);
  const card = page.getByRole('region', { name: 'Where the voice went' });
  const first = card.getByRole('listitem').first();
  const second = card.getByRole('listitem').last();
  await second.waitFor();
  expect(await first.innerText()).toContain('You: 90.5 s of sound (2,896 kB) to European Union');
  expect(await first.innerText()).toMatch(/From 9:00:01\sAM to 9:01:31\sAM\. It ended as it should\./);
  expect(await second.innerText()).toContain('Others: 2.0 s of sound (64 kB) to Your server');
  expect(await second.innerText()).toContain('Its end was not recorded');
  await card.getByText('The file is as Sotto wrote it, as far as its checksums show.').waitFor();

  await card.getByRole('button', { name: 'Details' }).first().click();
  for (const detail of [
    'streaming.eu.assemblyai.com',
    '192.0.2.7',
    'TLSv1.3',
    'AB:AB:AB',
    '0d5f3a52-6c0e',
    'universal-3-6-pro',
    '1.2.3',
  ]) {
    await first.getByRole('definition').filter({ hasText: detail }).first().waitFor();
  }
  await card.getByRole('button', { name: 'Details' }).last().click();
  await second.getByText('none: the connection was not encrypted').waitFor();
});

it.each([
  [{ state: 'unchained' }, 'Made before receipts were chained: a change of the file would not show.'],
  [{ state: 'broken', line: 7 }, "Line 7 of the file doesn't fit the lines before it"],
] as const)('says what a chain that is %j means', async (chain, sentence) => {
  const main = mainWithTranscripts();
  main.receipts = { ...exampleReceipts, chain };
  const { page } = await open(main, oneTranscript);
  await page.getByText(sentence).waitFor();
});

it('says where nothing was sent', async () => {
  const { page } = await open(mainWithTranscripts(), oneTranscript);
  await page.getByText('Nothing was sent anywhere.').waitFor();
  expect(await page.getByRole('button', { name: 'Save the receipts' }).count()).toBe(0);
});

it('saves the receipts and tells the path; a failure is a sentence', async () => {
  const main = mainWithTranscripts();
  main.receipts = exampleReceipts;
  main.exportPath = '/home/ada/receipts.json';
  const { page } = await open(main, oneTranscript);
  const save = page.getByRole('button', { name: 'Save the receipts' });
  await save.click();
  await page.getByRole('status').getByText('Saved as /home/ada/receipts.json').waitFor();
  expect(main.exported).toEqual([{ id: '2026-11-20T09-00-00', format: 'receipts' }]);
  main.failing.set('transcripts.exportReceipts', {
    code: 'export-failed',
    params: { file: '/media/r.json', detail: 'read-only' },
  });
  await save.click();
  await page.getByRole('alert').getByText('could not be written to /media/r.json').waitFor();
});

it('says that transcripts are off, and who turned them off', async () => {
  const main = new FakeMain();
  main.settings = { ...main.settings, transcripts: { save: false } };
  const { page, opened } = await open(main, '#/transcripts');
  await page.getByText('You can turn them on in Settings.').waitFor();
  expect(await page.getByText('Start captions: what is said is kept here').count()).toBe(0);
  main.limits = {
    ...noPolicyLimits,
    locked: ['transcripts.save'],
    saveTranscripts: false,
    retentionDays: 30,
  };
  // A policy that came meanwhile.
  await opened.notify('settings', 'changed', main.settings);
  await page.getByText('Your organisation has turned transcripts off').waitFor();
  await page.getByText('Your organisation has transcripts deleted after 30 days.').waitFor();
});
