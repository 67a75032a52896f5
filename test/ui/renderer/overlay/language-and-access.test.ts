import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '../../../../src/shared/locales/locales';
import { lookPresetIds, lookPresets } from '../../../../src/shared/look-presets';
import { overlaySize } from '../../../../src/shared/overlay-size';
import { settingsSchema } from '../../../../src/shared/settings';
import { accessibilityFaults } from '../../../support/accessibility';
import { startRendererHarness, type RendererHarness } from '../../../support/renderer-harness';
import { caption, openOverlay, settingsWith, status, type OpenedOverlay } from './overlay-harness';

let harness: RendererHarness;
let overlay: OpenedOverlay;
beforeAll(async () => {
  harness = await startRendererHarness();
});
afterEach(async () => {
  expect(overlay.faults).toEqual([]);
  await overlay.close();
});
afterAll(() => harness.close());

const said = [
  caption('others', 1, 'The first point is the budget for next year, as agreed in June.'),
  caption('you', 2, 'I sent the new figures on Monday.'),
  caption('others', 3, 'Thank you. The second point is the office in Graz.'),
  caption('others', 4, 'And this is what is being said while somebody reads back.'),
];

describe.each<[string, BrowserContextOptions, { language?: Locale; textScale?: number }]>([
  ['as usual', {}, {}],
  ['in forced colours', { forcedColors: 'active', colorScheme: 'dark' }, {}],
  ['in high contrast', { contrast: 'more' }, {}],
  ['from right to left', {}, { language: 'ar' }],
  ['in text twice as large', {}, { textScale: 2 }],
])('axe finds nothing %s', (_name, context, { language = 'en', textScale = 1 }) => {
  it.each(lookPresetIds)('in the look %s: locked, unlocked and scrolled back', async (preset) => {
    const settings = { ...settingsWith({ look: lookPresets[preset] }), language };
    const viewport = overlaySize(lookPresets[preset], textScale);
    const usual = { settings, viewport, recent: said, reducedMotion: 'reduce' } as const;
    overlay = await openOverlay(harness, { ...usual, ...context });
    const devtools = await overlay.page.context().newCDPSession(overlay.page);
    await devtools.send('Emulation.setEmulatedOSTextScale' as never, { scale: textScale } as never);
    await expect.poll(() => overlay.textScales.at(-1)).toBe(textScale);
    expect(await accessibilityFaults(overlay.page)).toEqual([]);
    const unlocked = { ...settingsWith({ look: lookPresets[preset], clickThrough: false }), language };
    await overlay.notify('settings', 'changed', unlocked);
    await overlay.page.waitForSelector('.tools');
    expect(await accessibilityFaults(overlay.page)).toEqual([]);
    await overlay.page.keyboard.press('PageUp');
    await overlay.page.waitForSelector('.back-to-live');
    expect(await accessibilityFaults(overlay.page)).toEqual([]);
  });
});

it('follows the language at once, and mirrors its strip for one that runs from the right', async () => {
  overlay = await openOverlay(harness, { recent: said, first: status('live', { latencyMs: 400 }) });
  const { page } = overlay;
  const badgeAt = async (): Promise<number> => (await page.locator('.badge').boundingBox())?.x ?? 0;
  const fromTheLeft = await badgeAt();
  await overlay.notify('settings', 'changed', settingsSchema.parse({ language: 'ar' }));
  await page.getByText('مباشر').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('ar');
  expect(await page.title()).toBe('تسميات Sotto التوضيحية');
  expect(await badgeAt()).toBeGreaterThan(fromTheLeft + 300);
  // What is said keeps its own direction.
  expect(await page.locator('[data-row]').last().getAttribute('dir')).toBe('ltr');
  await overlay.notify('settings', 'changed', settingsSchema.parse({ language: 'de' }));
  await page.getByText('Andere').first().waitFor();
  expect(await page.locator('html').getAttribute('dir')).toBe('ltr');
});

it('is a region with a name, tells its state, and reads nothing out where that is turned off', async () => {
  overlay = await openOverlay(harness, { settings: settingsWith({ announce: false }) });
  await overlay.say(caption('others', 1, 'Not read out.'));
  expect(await overlay.page.getByRole('main', { name: 'Captions' }).innerText()).toContain('Not read out.');
  expect(await overlay.page.getByRole('log', { name: 'What was said last' }).innerText()).toBe('');
  await overlay.notify('settings', 'changed', settingsWith({ announce: true }));
  await overlay.say(caption('others', 2, 'Read out.'));
  await expect
    .poll(() => overlay.page.getByRole('log').textContent(), { timeout: 20_000 })
    .toBe('Others: Read out.');
});
