import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { exampleReceipts, exampleTranscripts } from './examples';
import { FakeMain } from './fake-main';
import { tabTo, useControlWindow } from './open-control';

const open = useControlWindow();

/** Where the focus is, for a message; null on nothing. */
interface Focused {
  name: string;
  /** Whether something shows that it is there. */
  isMarked: boolean;
  isInSight: boolean;
}

/**
 * What has the focus. A mark is an outline, its own or that of the part that stands for it (a switch's track): anything
 * that looks different from the same element without the focus.
 */
const focused = (page: Page): Promise<Focused | null> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const shown = element.closest('label') ?? element.closest('[data-focus-visible]') ?? element;
    const outlined = (one: Element): boolean => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
    };
    const { top, bottom, left, right } = shown.getBoundingClientRect();
    return {
      name: `${shown.tagName} ${(element.getAttribute('aria-label') ?? shown.textContent).trim().slice(0, 60)}`,
      isMarked: [shown, element, ...shown.querySelectorAll('*')].some(outlined),
      isInSight: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
    };
  });

/** Everything that a pointer can work on the page, as often as Tab should stop there. */
const stops = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [tabindex="0"]',
    );
    const radios = new Set<string>();
    return [...all].filter((element) => {
      if (element.matches(':disabled, [tabindex="-1"], [aria-hidden="true"] *, [type="hidden"]'))
        return false;
      if (element.closest('[inert], [hidden]')) return false;
      if (element.getClientRects().length === 0) return false;
      // One stop for a group, and arrow keys within it.
      if (element instanceof HTMLInputElement && element.type === 'radio') {
        if (radios.has(element.name)) return false;
        radios.add(element.name);
      }
      return true;
    }).length;
  });

/** Tabs once round the page. @returns each stop, in order */
async function tabRound(page: Page, most: number): Promise<Focused[]> {
  const found: Focused[] = [];
  // To the end first: the way begins where the focus was, or at the page's title.
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    if (!(await focused(page))) break;
  }
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (!now) break;
    found.push(now);
  }
  return found;
}

const example = (): FakeMain => {
  const main = new FakeMain();
  main.transcripts = exampleTranscripts;
  main.receipts = exampleReceipts;
  main.problems = [{ code: 'microphone-denied' }];
  return main;
};

describe('with the keyboard alone', () => {
  it.each(['#/captions', '#/transcripts', '#/transcripts/2026-11-20T09-00-00', '#/settings', '#/about'])(
    'everything on %s is reached, in sight and marked, and left again',
    async (hash) => {
      const { page } = await open(example(), hash, { reducedMotion: 'reduce' });
      const wanted = await stops(page);
      const found = await tabRound(page, wanted * 2 + 10);
      expect(found.filter(({ isMarked, isInSight }) => !isMarked || !isInSight)).toEqual([]);
      expect(found.length).toBeGreaterThanOrEqual(wanted);
      // Not caught in a part of it: the way ended where it left the page.
      expect(found.length).toBeLessThan(wanted * 2 + 10);
    },
  );

  it('every page is opened, and its title has the focus', async () => {
    const { page } = await open(example(), '#/captions');
    for (const name of ['Transcripts', 'Settings', 'About', 'Captions']) {
      await tabTo(page, name);
      await page.keyboard.press('Enter');
      await page.waitForFunction(
        (title) => document.activeElement?.tagName === 'H1' && document.activeElement.textContent === title,
        name,
      );
    }
  });

  it('a list of choices opens, is chosen from, and gives the focus back', async () => {
    const main = example();
    const { page } = await open(main, '#/settings/language');
    await tabTo(page, 'As the system');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Deutsch' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => main.settings.language).toBe('de');
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('select-button');
  });

  it('a dialog keeps the focus, and gives it back when it is left', async () => {
    const { page } = await open(example(), '#/settings/reset');
    await tabTo(page, 'Reset all settings');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await dialog.waitFor();
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab');
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toContain('Reset all settings');
  });
});
