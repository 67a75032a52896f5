import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noPolicyLimits } from '../../../../src/shared/ipc/ipc-schema';
import type { Locale } from '../../../../src/shared/locales/locales';
import { catalogueOf } from '../../../../src/shared/locales/messages';
import { settingNames } from '../../../../src/shared/setting-names';
import { exampleCaptions, exampleReceipts, exampleTranscripts } from './examples';
import { FakeMain } from './fake-main';
import { chooseZone, useControlWindow } from './open-control';

const open = useControlWindow();

interface Appearance {
  context: BrowserContextOptions;
  language?: Locale;
  /** Of the whole system. */
  textScale?: number;
}

const appearances: Record<string, Appearance> = {
  light: { context: { colorScheme: 'light' } },
  dark: { context: { colorScheme: 'dark' } },
  'forced colours': { context: { colorScheme: 'dark', forcedColors: 'active' } },
  'high contrast': { context: { colorScheme: 'light', contrast: 'more' } },
  'large text': { context: { colorScheme: 'light' }, textScale: 2 },
  'right to left': { context: { colorScheme: 'dark' }, language: 'ar' },
};

async function openIn(
  { context, language = 'en', textScale }: Appearance,
  main: FakeMain,
  hash: string,
): Promise<Page> {
  main.settings = { ...main.settings, language };
  const { page } = await open(main, hash, { ...context, reducedMotion: 'reduce' });
  if (textScale !== undefined) {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setEmulatedOSTextScale' as never, { scale: textScale } as never);
  }
  return page;
}

/** What axe finds wrong with the page as it is, with the elements. */
async function findings(page: Page): Promise<string[]> {
  // Not a script tag, which the content security policy refuses.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

const fullMain = (): FakeMain => {
  const main = new FakeMain();
  main.key = { set: true, lastFour: 'ab12', kept: 'stored' };
  main.recent = exampleCaptions;
  main.transcripts = exampleTranscripts;
  main.receipts = exampleReceipts;
  main.problems = [{ code: 'microphone-denied' }];
  main.forbiddenZones = ['us'];
  main.status = {
    phase: 'reconnecting',
    zone: 'eu',
    host: 'streaming.eu.assemblyai.com',
    channels: [
      {
        channel: 'you',
        state: 'reconnecting',
        problem: { code: 'key-refused', params: { host: 'example.org', detail: 'no' } },
      },
    ],
  };
  return main;
};

describe.each(Object.entries(appearances))('in %s, axe finds nothing', (_name, appearance) => {
  const texts = catalogueOf(appearance.language ?? 'en');

  it.each(['#/captions', '#/transcripts', '#/transcripts/2026-11-20T09-00-00', '#/settings', '#/about'])(
    'on %s',
    async (hash) => {
      expect(await findings(await openIn(appearance, fullMain(), hash))).toEqual([]);
    },
  );

  it('where everything is locked', async () => {
    const main = fullMain();
    main.limits = {
      ...noPolicyLimits,
      locked: settingNames,
      models: ['universal-3-5-pro'],
      retentionDays: 30,
    };
    expect(await findings(await openIn(appearance, main, '#/settings'))).toEqual([]);
  });

  it('in the settings of the look, opened', async () => {
    const page = await openIn(appearance, fullMain(), '#/settings/overlay');
    await page.getByRole('button', { name: texts['control.look.more'] }).click();
    await page.getByText(texts['control.look.lineHeight']).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('in a dialog', async () => {
    const page = await openIn(appearance, fullMain(), '#/settings/zone');
    await chooseZone(page, texts['zone.eu.label']);
    await page.getByRole('dialog').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('in a list of choices', async () => {
    const page = await openIn(appearance, fullMain(), '#/settings/language');
    await page.locator('#language .select-button').click();
    await page.getByRole('option').first().waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('on each step of the first run', async () => {
    const main = new FakeMain();
    main.settings = { ...main.settings, onboarded: false };
    const page = await openIn(appearance, main, '');
    const next = page.getByRole('button', { name: texts['control.first-run.next'], exact: true });
    const titled = (title: string): Promise<void> => page.getByRole('heading', { name: title }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: texts['control.first-run.begin'] }).click();
    await titled(texts['control.first-run.sources.title']);
    expect(await findings(page)).toEqual([]);
    await next.click();
    await chooseZone(page, texts['zone.eu.label']);
    await page.getByLabel(texts['control.key.label']).waitFor();
    expect(await findings(page)).toEqual([]);
    await chooseZone(page, texts['zone.device.label']);
    await next.click();
    await titled(texts['control.first-run.look.title']);
    expect(await findings(page)).toEqual([]);
    await next.click();
    await titled(texts['control.first-run.done.title']);
    expect(await findings(page)).toEqual([]);
  });
});

it.each(['#/captions', '#/transcripts', '#/transcripts/2026-11-20T09-00-00', '#/settings', '#/about'])(
  'fits the smallest window without scrolling sideways on %s',
  async (hash) => {
    const { page } = await open(fullMain(), hash, { viewport: { width: 480, height: 400 } });
    const overflow = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('main')].map(
        (element) => element.scrollWidth - element.clientWidth,
      ),
    );
    expect(overflow).toEqual([0, 0]);
  },
);
