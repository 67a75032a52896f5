import { expect, it } from 'vitest';
import { exampleTranscripts } from './examples';
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
