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

  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove the key' }).click();
  await expect.poll(() => main.key.set).toBe(false);
  await page.locator('input[type=password]').waitFor();
});

it('offers no change of a key from the environment', async () => {
  const main = new FakeMain();
  main.key = { set: true, lastFour: 'ab12', kept: 'environment' };
  const { page } = await open(main, '#/settings/key');
  await page.getByText('Taken from ASSEMBLYAI_API_KEY').waitFor();
  expect(await page.getByRole('button', { name: 'Remove' }).count()).toBe(0);
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
