import { describe, expect, it } from 'vitest';
import { localeNames } from '../../../../src/shared/locales/locales';
import { FakeMain } from './fake-main';
import { useControlWindow } from './open-control';

const open = useControlWindow();

describe('the language of the control window', () => {
  it('is the system’s, with its region’s way to write numbers and dates', async () => {
    const main = new FakeMain();
    main.capabilities = { ...main.capabilities, languages: ['de-AT', 'en'] };
    const { page } = await open(main, '#/captions');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Untertitel');
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
  });

  it('changes at once, to one that runs from the right too, and back by undo', async () => {
    const main = new FakeMain();
    const { page } = await open(main, '#/settings/language');
    await page.locator('#language .select-button').click();
    expect(await page.locator('.menu-item').allInnerTexts()).toEqual([
      'As the system: English',
      ...Object.values(localeNames),
    ]);
    await page.getByRole('option', { name: 'العربية' }).click();
    await page.getByRole('heading', { level: 1, name: 'الإعدادات' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ar');
    const [sidebar, content] = await Promise.all(
      ['.sidebar', '.page'].map((part) => page.locator(part).boundingBox()),
    );
    expect(sidebar?.x).toBeGreaterThan(content?.x ?? 0);
    await page.locator('.toast-undo').click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    expect(main.settings.language).toBeNull();
    expect(await page.locator('html').getAttribute('dir')).toBe('ltr');
  });
});
