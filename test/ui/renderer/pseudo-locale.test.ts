import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { localeNames } from '../../../src/shared/locales/locales';
import { settingsSchema } from '../../../src/shared/settings';
import { speechModels } from '../../../src/shared/speech-models';
import { serveChangedRenderer } from '../../support/built-renderer';
import { pseudoLocale, pseudoMessage } from '../../support/pseudo-locale';
import { startRendererHarness, type RendererHarness } from '../../support/renderer-harness';
import { exampleReceipts, exampleTranscripts } from './control/examples';
import { FakeMain } from './control/fake-main';
import { caption, openOverlay, status } from './overlay/overlay-harness';

// The pages in a language nobody speaks, whose texts stand in ⟦brackets⟧ and are two fifths longer than English.

let harness: RendererHarness;
const toClose: (() => Promise<void>)[] = [];
beforeAll(async () => {
  harness = await startRendererHarness([], () => serveChangedRenderer(pseudoLocale));
});
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});
afterAll(() => harness.close());

/** Smallest size the control window can have. */
const smallest = { width: 480, height: 400 };

const example = (): FakeMain => {
  const main = new FakeMain();
  main.transcripts = exampleTranscripts;
  main.receipts = exampleReceipts;
  main.problems = [{ code: 'microphone-denied' }];
  return main;
};

async function openControl(main: FakeMain, hash: string): Promise<Page> {
  const opened = await harness.open('control', main.answers, {
    hash,
    viewport: smallest,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  });
  main.attach(opened);
  toClose.push(opened.close);
  opened.page.setDefaultTimeout(10_000);
  await opened.page.getByRole('heading', { level: 1 }).waitFor();
  return opened.page;
}

/** Where texts stand that people said or servers told, licences, and colours, whose names React Aria knows. */
const notTheApps =
  '[data-row], .caption-row, .turn, .transcript-preview, .receipt-details dd, .notices, .swatches *';

/** Texts that come from elsewhere: names, keys, hosts, what was said, numbers and dates. */
const fromElsewhere = [
  ...speechModels.map(({ label }) => label),
  ...Object.values(localeNames),
  /^(?:Ctrl|Shift|Alt|[A-Z])(?:\+.+)?$/,
  /^[\w.-]+\.(?:com|org|net)(?::\d+)?$/,
  /^\p{Lu}\p{Ll}+, \p{Lu}\p{Ll}+ \d+, \d{4}/u,
  /^#[0-9a-f]{6}$/,
  /^(?:Desk microphone|Default)$/,
];

/** Texts and labels on the page with letters in them that don't come from the catalogue. */
async function foreignTexts(page: Page): Promise<string[]> {
  const texts = await page.evaluate((said) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || element.closest(said)) continue;
      if (node instanceof Text) found.push(node.data.trim());
      else
        for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'aria-valuetext'])
          found.push(element.getAttribute(name)?.trim() ?? '');
    }
    return [...new Set(found)];
  }, notTheApps);
  return texts.filter(
    (text) =>
      /\p{L}{2}/u.test(text) &&
      !/^⟦.*⟧$/su.test(text) &&
      !fromElsewhere.some((known) => (typeof known === 'string' ? known === text : known.test(text))),
  );
}

/** Elements whose text is wider or higher than they are and can't be scrolled to, and what sticks out of the window. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate((said) => {
    const hasText = (element: Element): boolean =>
      [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (
        !hasText(element) ||
        element.closest(`.unseen, .visually-hidden, ${said}`) ||
        element.getClientRects().length === 0
      )
        continue;
      const { left, right } = element.getBoundingClientRect();
      const { overflowX, display } = getComputedStyle(element);
      const isCut = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      const isOutside = right > innerWidth + 1 || left < -1;
      const spills =
        display !== 'inline' && overflowX === 'visible' && element.scrollWidth > element.clientWidth + 1;
      if (isCut || isOutside || spills)
        found.push(`${element.tagName} ${element.className}: ${element.textContent}`);
    }
    return found;
  }, notTheApps);

it('is longer and keeps its placeholders', () => {
  const text = 'Your voice goes to {zone}, {count, plural, one {# time} other {# times}}';
  expect(pseudoMessage(text)).toMatch(/^⟦Ýôôûûŕ .*\{zone\}.*\{count, ?plural, ?one ?\{# ?ţ?.*\}⟧$/);
  expect(pseudoMessage('Captions for everything you hear').length).toBeGreaterThan(40);
});

describe('has no text of its own, and cuts none off', () => {
  it.each(['#/captions', '#/transcripts', '#/transcripts/2026-11-20T09-00-00', '#/settings', '#/about'])(
    'on %s',
    async (hash) => {
      const page = await openControl(example(), hash);
      const closed = page.locator('.disclosure:not([data-expanded]) .button[aria-expanded="false"]');
      while ((await closed.count()) > 0) await closed.first().click();
      expect(await foreignTexts(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
    },
  );

  it('in the first run', async () => {
    const main = new FakeMain();
    main.settings = { ...main.settings, onboarded: false };
    const page = await openControl(main, '');
    let next = page.locator('.button.primary');
    for (let step = 0; (await next.count()) > 0 && step < 6; step += 1) {
      expect(await foreignTexts(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
      const title = await page.locator('h1').innerText();
      if (!(await next.first().isEnabled())) break;
      await next.first().click();
      next = page.locator('.first-run .button.primary');
      await page.waitForFunction((before) => document.querySelector('h1')?.innerText !== before, title);
    }
  });

  it.each([
    ['stopped', status('stopped')],
    ['live', status('live', { latencyMs: 400 })],
    ['reconnecting', status('reconnecting', { channels: [] })],
  ])('on the overlay, %s', async (_name, first) => {
    const settings = settingsSchema.parse({ overlay: { clickThrough: false } });
    const overlay = await openOverlay(harness, { first, settings, recent: [caption('you', 1, 'Hello.')] });
    toClose.push(overlay.close);
    expect(await foreignTexts(overlay.page)).toEqual([]);
  });
});
