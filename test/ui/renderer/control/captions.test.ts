import { expect, it } from 'vitest';
import { exampleCaptions } from './examples';
import { FakeMain } from './fake-main';
import { useControlWindow } from './open-control';

const open = useControlWindow();

it('starts and stops captions and shows where the voice goes', async () => {
  const main = new FakeMain();
  const { page } = await open(main);
  const body = page.getByRole('main');
  await body.getByText('Captions are off').waitFor();
  await body.getByText('Nothing leaves this computer. English only.').waitFor();
  await page.getByRole('button', { name: 'Start captions' }).click();
  await body.getByText('Captions are on').waitFor();
  await main.setStatus({
    phase: 'reconnecting',
    channels: [
      {
        channel: 'you',
        state: 'reconnecting',
        problem: { code: 'zone-unreachable', params: { host: 'streaming.eu.assemblyai.com' } },
      },
    ],
  });
  await body
    .getByRole('alert')
    .getByText('streaming.eu.assemblyai.com can’t be reached')
    .or(body.getByText("streaming.eu.assemblyai.com can't be reached"))
    .waitFor();
  await page.getByRole('button', { name: 'Stop captions' }).click();
  await expect.poll(() => main.status.phase).toBe('stopped');
});

it('shows a sentence, and a way to the remedy, where captions can’t start', async () => {
  const main = new FakeMain();
  main.failing.set('captioning.start', { code: 'key-missing' });
  const { page } = await open(main);
  await page.getByRole('button', { name: 'Start captions' }).click();
  await page.getByRole('alert').getByText('No AssemblyAI key is set.').waitFor();
  await page.getByRole('link', { name: 'Open settings' }).click();
  await page.getByRole('heading', { name: 'AssemblyAI key' }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('AssemblyAI key');
});

it('says that it is quiet, where the voice will go, and that nothing is wrong', async () => {
  const main = new FakeMain();
  const { page } = await open(main);
  await main.setStatus({
    phase: 'idle',
    zone: 'eu',
    host: 'streaming.eu.assemblyai.com',
    channels: [{ channel: 'you', state: 'idle' }],
  });
  const body = page.getByRole('main');
  await body.getByText('Captions are on: quiet').waitFor();
  await body.getByText('Nothing is sent until somebody speaks.').waitFor();
  await body.getByText('streaming.eu.assemblyai.com').waitFor();
  await page.getByRole('button', { name: 'Stop captions' }).waitFor();
  expect((await body.getByRole('alert').allInnerTexts()).join('')).toBe('');
});

it('tells what the running conversation costs, as an estimate, where it costs anything', async () => {
  const main = new FakeMain();
  const { page } = await open(main);
  const body = page.getByRole('main');
  const running = { phase: 'live', zone: 'eu', host: 'streaming.eu.assemblyai.com' } as const;
  await main.setStatus({ ...running, cost: { openMs: 30_000, usd: 0.00375 } });
  await body.getByText('Less than $0.01 so far (an estimate)').waitFor();
  await main.setStatus({ ...running, cost: { openMs: 9_900_000, usd: 1.2375 } });
  await body.getByText('About $1.24 so far (an estimate)').waitFor();
  await main.setStatus({ phase: 'stopped' });
  await expect.poll(() => body.getByText('so far').count()).toBe(0);
});

it('follows what is said: partials grow in place, a turn that came to nothing goes', async () => {
  const main = new FakeMain();
  main.recent = exampleCaptions;
  const { page, opened } = await open(main);
  const turns = page.locator('.turn');
  await expect.poll(() => turns.count()).toBe(3);
  const [, , partial] = exampleCaptions;
  if (!partial) throw new Error('the example has three captions');
  await opened.notify('captioning', 'caption', { ...partial, text: 'Yes, let us.', final: true });
  await expect.poll(() => turns.last().innerText()).toMatch(/^Others\s+Yes, let us\.$/);
  await opened.notify('captioning', 'caption', { ...partial, text: '', final: true });
  await expect.poll(() => turns.count()).toBe(2);
});

it('moves the meters with the sound and lets them fall when it stops', async () => {
  const { page, opened } = await open(new FakeMain());
  const meter = page.getByRole('meter', { name: 'You' });
  await opened.notify('captioning', 'levels', { channel: 'you', rms: 0.1, peak: 0.4 });
  await expect.poll(() => meter.getAttribute('aria-valuenow')).toBe('67');
  await expect.poll(() => meter.getAttribute('aria-valuenow')).toBe('0');
});

it('shows problems of the app until they are dismissed', async () => {
  const main = new FakeMain();
  main.problems = [{ code: 'system-audio-lost' }];
  const { page, opened } = await open(main);
  await opened.notify('app', 'problem', { code: 'hotkey-taken', params: { hotkey: 'Ctrl+Shift+L' } });
  const banners = page.locator('.banner');
  await expect.poll(() => banners.count()).toBe(2);
  await banners.filter({ hasText: 'sound stopped coming' }).getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(() => banners.count()).toBe(1);
  await expect.poll(() => main.problems).toEqual([]);
});

it('shows and hides the overlay', async () => {
  const main = new FakeMain();
  const { page } = await open(main);
  await page.getByText('Show captions over other windows').click();
  await expect.poll(() => main.settings.overlay.visible).toBe(false);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => main.settings.overlay.visible).toBe(true);
});
