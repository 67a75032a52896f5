import { expect, it } from 'vitest';
import { FakeMain } from './fake-main';
import { chooseZone, chosenZone, useControlWindow } from './open-control';

const open = useControlWindow();

const mainWithKey = (): FakeMain => {
  const main = new FakeMain();
  main.key = { set: true, lastFour: 'ab12', kept: 'stored' };
  return main;
};

it('moves the voice at once while captions are off, and back on Undo', async () => {
  const main = mainWithKey();
  const { page } = await open(main, '#/settings/zone');
  expect(await chosenZone(page)).toContain('Edge Routing');
  await chooseZone(page, 'European Union');
  await page.getByText('Your voice now goes to: European Union').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(main.zone).toBe('eu');
  expect(await chosenZone(page)).toContain('European Union');

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => main.zone).toBe('edge');
  await expect.poll(() => chosenZone(page)).toContain('Edge Routing');
});

it('asks first while captions run: no stays, yes moves and the page shows what main says', async () => {
  const main = mainWithKey();
  main.status = { phase: 'live', zone: 'edge', host: 'streaming.assemblyai.com', channels: [] };
  const { page } = await open(main, '#/settings/zone');
  await chooseZone(page, 'European Union');
  const dialog = page.getByRole('dialog', { name: 'Move your voice to European Union?' });
  await dialog.getByText('streaming.eu.assemblyai.com').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(main.zone).toBe('edge');
  expect(await chosenZone(page)).toContain('Edge Routing');

  await chooseZone(page, 'European Union');
  await dialog.getByRole('button', { name: 'Move it' }).click();
  await expect.poll(() => main.zone).toBe('eu');
  await page.getByRole('link', { name: 'Captions', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Captions' }).waitFor();
  await page.getByRole('main').getByText('streaming.eu.assemblyai.com').waitFor();
});

it('shows a sentence where the move fails, and the zone that is still in force', async () => {
  const main = mainWithKey();
  main.failing.set('settings.changeZone', { code: 'policy-refused', params: { detail: 'only the EU' } });
  const { page } = await open(main, '#/settings/zone');
  await chooseZone(page, 'United States');
  await page.getByRole('alert').getByText('Your organisation').waitFor();
  expect(await chosenZone(page)).toContain('Edge Routing');
});

it('shows a forbidden zone locked, with the reason', async () => {
  const main = mainWithKey();
  main.forbiddenZones = ['us'];
  const { page } = await open(main, '#/settings/zone');
  const option = page.locator('.zone-option', { hasText: 'United States' });
  await option.getByText('Not allowed by your organisation.').waitFor();
  expect(await option.getByRole('radio').isDisabled()).toBe(true);
});

it('goes to a cloud zone without asking for a key where the organisation gives out tokens', async () => {
  const main = new FakeMain();
  main.key = { set: false, broker: { url: 'https://tokens.example.org/', locked: false } };
  main.settings = { ...main.settings, zone: 'device' };
  const { page } = await open(main, '#/settings/zone');
  await chooseZone(page, 'European Union');
  await expect.poll(() => main.zone).toBe('eu');
});

it('measures what each zone costs in time only when asked, and never a forbidden one', async () => {
  const main = mainWithKey();
  main.forbiddenZones = ['us'];
  main.delays = { edge: 34.6, eu: 0.3 };
  main.settings = {
    ...main.settings,
    selfHosted: { url: 'wss://captions.example.org', allowInsecure: false },
  };
  main.failing.set('settings.measureDelay self-hosted', {
    code: 'proxy-intercepts',
    params: { proxy: 'proxy.example.org:3128', host: 'captions.example.org', detail: 'issued by Example' },
  });
  const { page } = await open(main, '#/settings/zone');
  await page.getByText('Sotto connects to it a few times and sends nothing').waitFor();
  expect(main.delaysAsked).toEqual([]);

  const option = (label: string) => page.locator('.zone-option', { hasText: label });
  await page.getByRole('button', { name: 'Measure the delay' }).click();
  await option('Edge Routing').getByText('about 35 ms to connect').waitFor();
  await option('European Union').getByText('about 1 ms to connect').waitFor();
  await option('Your server').getByText('The proxy proxy.example.org:3128 opens the encryption').waitFor();
  await page.getByRole('status').getByText('Measured').waitFor();
  expect(main.delaysAsked.toSorted()).toEqual(['edge', 'eu', 'self-hosted']);
  expect(main.zone).toBe('edge');

  main.delays = { edge: 34.6 };
  await page.getByRole('button', { name: 'Measure the delay' }).click();
  await option('European Union').getByText("can't be reached").waitFor();

  await page.getByRole('link', { name: 'Captions', exact: true }).click();
  await expect.poll(() => main.timesStopped).toBe(1);
});

it('asks for the key a cloud zone needs, then goes there', async () => {
  const main = new FakeMain();
  const { page } = await open(main, '#/settings/zone');
  await chooseZone(page, 'European Union');
  const dialog = page.getByRole('dialog', { name: 'This zone needs an AssemblyAI key' });
  await dialog.getByLabel('AssemblyAI key').fill('0123456789abcdef');
  expect(main.zone).toBe('device');
  await page.keyboard.press('Enter');
  await page.getByText('Your voice now goes to: European Union').waitFor();
  expect(main.zone).toBe('eu');
});

it('takes the address of an own server only if it is one, and encrypted or consented to', async () => {
  const main = new FakeMain();
  const { page } = await open(main, '#/settings/zone');
  await chooseZone(page, 'Your server');
  const address = page.getByLabel('Address of your server');
  const use = page.getByRole('button', { name: 'Use this server' });

  await address.fill('https://captions.example.org');
  await use.click();
  await page.getByText('“https://captions.example.org” is not a server address.').waitFor();
  expect(await address.getAttribute('aria-invalid')).toBe('true');

  await address.fill('ws://captions.example.org/v3/ws');
  await page.getByText('ws://captions.example.org/v3/ws is not encrypted.').waitFor();
  expect(main.zone).toBe('device');

  await page.getByText('Allow this unencrypted connection').click();
  await use.click();
  await expect.poll(() => main.zone).toBe('self-hosted');
  expect(main.settings.selfHosted).toEqual({ url: 'ws://captions.example.org/v3/ws', allowInsecure: true });
});

it('keeps the address of an own server as it is while the voice goes there', async () => {
  const main = new FakeMain();
  main.settings = {
    ...main.settings,
    zone: 'self-hosted',
    selfHosted: { url: 'wss://captions.example.org/v3/ws', allowInsecure: false },
  };
  main.status = { phase: 'live', zone: 'self-hosted', host: 'captions.example.org', channels: [] };
  const { page } = await open(main, '#/settings/zone');
  await page.getByText('Stop captions to change the address.').waitFor();
  expect(await page.getByLabel('Address of your server').isDisabled()).toBe(true);
});
