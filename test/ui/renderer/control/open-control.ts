import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import {
  startRendererHarness,
  type OpenedRenderer,
  type RendererHarness,
} from '../../../support/renderer-harness';
import type { FakeMain } from './fake-main';

export interface OpenControl {
  (
    main: FakeMain,
    hash?: string,
    options?: BrowserContextOptions,
  ): Promise<{ page: Page; opened: OpenedRenderer<'control'> }>;
}

/**
 * A browser for the tests of this file. The control window a test opens is closed after it, and must have met no
 * fault: no uncaught error, no violation of the content security policy, no call main would refuse.
 */
export function useControlWindow(): OpenControl {
  let harness: RendererHarness;
  const opened: OpenedRenderer<'control'>[] = [];

  beforeAll(async () => {
    harness = await startRendererHarness();
  });
  afterAll(() => harness.close());
  afterEach(async () => {
    const all = opened.splice(0);
    await Promise.all(all.map((one) => one.close()));
    expect(all.flatMap((one) => one.faults)).toEqual([]);
  });

  return async (main, hash = '', options = {}) => {
    const one = await harness.open('control', main.answers, {
      hash,
      viewport: { width: 980, height: 720 },
      locale: 'en-GB',
      timezoneId: 'UTC',
      ...options,
    });
    one.page.setDefaultTimeout(10_000);
    main.attach(one);
    opened.push(one);
    await one.page.getByRole('heading', { level: 1 }).waitFor();
    return { page: one.page, opened: one };
  };
}

/** Name of the chosen radio button. */
export const chosenZone = (within: Page | Locator): Promise<string | null> =>
  within
    .locator('.zone-chooser')
    .getByRole('radio', { checked: true })
    .evaluate((radio) => radio.closest('label')?.textContent ?? null);

/** Chooses a zone as a pointer does: the label is what is clicked. */
export const chooseZone = (within: Page | Locator, label: string): Promise<void> =>
  within.locator('.zone-chooser').getByText(label, { exact: true }).click();

/** Tabs on until the focus is on an element of this text or label; fails where a whole round doesn't find it. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate((wanted) => {
      const element = document.activeElement;
      const label = element?.closest('label') ?? element;
      const labelledBy = element?.getAttribute('aria-labelledby')?.split(' ') ?? [];
      const labels = labelledBy.map((id) => document.getElementById(id)?.textContent ?? '');
      return [label?.textContent ?? '', element?.getAttribute('aria-label') ?? '', ...labels].some((text) =>
        text.trim().startsWith(wanted),
      );
    }, name);
    if (found) return;
  }
  throw new Error(`the keyboard does not reach “${name}”`);
}
