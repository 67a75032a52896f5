import { expect, it } from 'vitest';
import { FakeMain } from './fake-main';
import { chosenZone, chooseZone, useControlWindow } from './open-control';

const open = useControlWindow();
const secret = 'sk-0123456789-wxyz';

it('takes a key without ever showing it, leaves the voice where it is and asks where to send it', async () => {
  const main = new FakeMain();
  const { page } = await open(main, '#/settings/key');
  const field = page.locator('input[type=password]');
  expect(await field.getAttribute('type')).toBe('password');
  await field.fill(secret);
  await page.getByRole('button', { name: 'Save the key' }).click();

  const dialog = page.getByRole('dialog', { name: 'The key is saved. Where shall your voice go?' });
  await dialog.waitFor();
  expect(main.keysReceived).toEqual([secret]);
  expect(main.zone).toBe('device');
  expect(await chosenZone(dialog)).toContain('Edge Routing');
  await dialog.getByText('This device').waitFor();
  await page.keyboard.press('Escape');

  await page.getByText('A key is set, ending in wxyz').waitFor();
  await page.getByText('Kept encrypted by this computer').waitFor();
  expect(main.settings.zone).toBe('device');
  expect(await page.content()).not.toContain(secret);
  const values = await page
    .locator('input')
    .evaluateAll((inputs) => inputs.map((one) => (one as HTMLInputElement).value));
  expect(values.join(' ')).not.toContain(secret);
});

it('sends the voice to the zone chosen for the new key', async () => {
  const main = new FakeMain();
  const { page } = await open(main, '#/settings/key');
  await page.locator('input[type=password]').fill(secret);
  await page.keyboard.press('Enter');
  await chooseZone(page.getByRole('dialog'), 'United States');
  await page.getByRole('button', { name: 'Use United States' }).click();
  await expect.poll(() => main.zone).toBe('us');
});

it('says where the key is kept, replaces it without asking again where to, and removes it after asking', async () => {
  const main = new FakeMain();
  main.capabilities = { ...main.capabilities, secretStore: 'none' };
  main.key = { set: true, lastFour: 'ab12', kept: 'memory' };
  const { page } = await open(main, '#/settings/key');
  await page.getByText('Kept until Sotto quits').waitFor();
  await page.getByRole('button', { name: 'Replace' }).click();
  await page.locator('input[type=password]').fill(secret);
  await page.getByRole('button', { name: 'Save the key' }).click();
  await page.getByText('A key is set, ending in wxyz').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);

  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove the key' }).click();
  await expect.poll(() => main.key.set).toBe(false);
  await page.locator('input[type=password]').waitFor();
});

it('asks whether to keep a key that this computer can protect only weakly, and keeps it only then', async () => {
  const main = new FakeMain();
  main.capabilities = { ...main.capabilities, secretStore: 'weak' };
  main.settings = { ...main.settings, zone: 'eu' };
  const { page } = await open(main, '#/settings/key');
  await page.locator('input[type=password]').fill(secret);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Keep the key on this computer?' });
  await dialog.getByText('any program running as you could read it').waitFor();
  await dialog.getByRole('button', { name: 'Only until Sotto quits' }).click();
  await page.getByText('Kept until Sotto quits').waitFor();
  expect(main.key.kept).toBe('memory');

  await page.getByRole('button', { name: 'Keep it anyway' }).click();
  await page.getByText('Kept on this computer, weakly protected').waitFor();
  expect(main.key.kept).toBe('weak');
  expect(await page.getByRole('button', { name: 'Keep it anyway' }).count()).toBe(0);
});

it('keeps a key weakly at once for who says so', async () => {
  const main = new FakeMain();
  main.capabilities = { ...main.capabilities, secretStore: 'weak' };
  const { page } = await open(main, '#/settings/key');
  await page.locator('input[type=password]').fill(secret);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it anyway' }).click();
  // Only then it asks where to send the voice.
  await page.getByRole('dialog', { name: 'Where shall your voice go?' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Kept on this computer, weakly protected').waitFor();
});

it('checks the key at the zone in force and says valid, refused or not reachable', async () => {
  const main = new FakeMain();
  main.key = { set: true, lastFour: 'ab12', kept: 'stored' };
  main.settings = { ...main.settings, zone: 'eu' };
  const { page } = await open(main, '#/settings/key');
  const host = 'streaming.eu.assemblyai.com';
  const section = page.locator('#key');
  await section.getByText(`Checking asks ${host}; no session is opened`).waitFor();
  const check = section.getByRole('button', { name: 'Check' });
  await check.click();
  await section.getByRole('status').getByText(`The key is valid: ${host} accepts it.`).waitFor();

  main.failing.set('key.check', { code: 'key-refused', params: { host, detail: 'HTTP 401 Unauthorized' } });
  await check.click();
  await section.getByRole('alert').getByText(`${host} refused the key (HTTP 401 Unauthorized).`).waitFor();
  expect(await section.getByText('The key is valid').count()).toBe(0);

  main.failing.set('key.check', { code: 'key-not-checked', params: { host, detail: 'ENOTFOUND' } });
  await check.click();
  await section.getByRole('alert').getByText('nothing is known about the key').waitFor();
  expect(main.checkedAt).toEqual(['eu', 'eu', 'eu']);
});

it('takes the address of an organisation’s token service instead of a key', async () => {
  const main = new FakeMain();
  const { page } = await open(main, '#/settings/key');
  const address = page.getByLabel('Or: my organisation gives out tokens. Address');
  await address.fill('http://tokens.example.org');
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByText('is not the address of a token service').waitFor();
  expect(main.key.broker).toBeUndefined();

  await address.fill('https://tokens.example.org/assemblyai');
  await page.getByRole('button', { name: 'Use it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your organisation gives out tokens.' });
  await dialog.waitFor();
  expect(main.zone).toBe('device');
  await chooseZone(dialog, 'European Union');
  await dialog.getByRole('button', { name: 'Use European Union' }).click();
  await expect.poll(() => main.zone).toBe('eu');

  const section = page.locator('#key');
  await section.getByText('https://tokens.example.org/assemblyai').waitFor();
  await section.getByText('Checking asks tokens.example.org').waitFor();
  await section.getByRole('button', { name: 'Check' }).click();
  await section.getByText('The token service works: tokens.example.org gave out a token.').waitFor();
  await section.getByRole('button', { name: 'Remove', exact: true }).click();
  await address.waitFor();
  expect(main.key.broker).toBeUndefined();
});

it('shows an administrator’s token service locked', async () => {
  const main = new FakeMain();
  main.key = { set: false, broker: { url: 'https://tokens.example.org/', locked: true } };
  const { page } = await open(main, '#/settings/key');
  const section = page.locator('#key');
  await section.getByText('Set by your organisation.').waitFor();
  expect(await section.getByRole('button', { name: 'Remove', exact: true }).count()).toBe(0);
});

it('offers no change of a key from the environment', async () => {
  const main = new FakeMain();
  main.key = { set: true, lastFour: 'ab12', kept: 'environment' };
  const { page } = await open(main, '#/settings/key');
  await page.getByText('Taken from ASSEMBLYAI_API_KEY').waitFor();
  expect(await page.getByRole('button', { name: 'Remove', exact: true }).count()).toBe(0);
});

it('shows a sentence where a key can’t be kept, and none of it', async () => {
  const main = new FakeMain();
  main.failing.set('key.set', { code: 'internal', params: { detail: 'disk full' } });
  const { page } = await open(main, '#/settings/key');
  await page.locator('input[type=password]').fill(secret);
  await page.getByRole('button', { name: 'Save the key' }).click();
  await page.getByRole('alert').getByText('Something went wrong in Sotto (disk full)').waitFor();
  expect(await page.content()).not.toContain(secret);
});
