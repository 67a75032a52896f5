import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noPolicyLimits } from '../../../../src/shared/ipc/ipc-schema';
import { settingNames } from '../../../../src/shared/setting-names';
import { exampleCaptions, exampleReceipts, exampleTranscripts } from './examples';
import { FakeMain } from './fake-main';
import { chooseZone, useControlWindow } from './open-control';

const open = useControlWindow();

const appearances: Record<string, BrowserContextOptions> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { colorScheme: 'dark', forcedColors: 'active' },
};

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
  it.each(['#/captions', '#/transcripts', '#/transcripts/2026-11-20T09-00-00', '#/settings', '#/about'])(
    'on %s',
    async (hash) => {
      const { page } = await open(fullMain(), hash, { ...appearance, reducedMotion: 'reduce' });
      expect(await findings(page)).toEqual([]);
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
    const { page } = await open(main, '#/settings', { ...appearance, reducedMotion: 'reduce' });
    expect(await findings(page)).toEqual([]);
  });

  it('in the settings of the look, opened', async () => {
    const { page } = await open(fullMain(), '#/settings/overlay', { ...appearance, reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'More about the look' }).click();
    await page.getByText('Line spacing').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('in a dialog', async () => {
    const { page } = await open(fullMain(), '#/settings/zone', { ...appearance, reducedMotion: 'reduce' });
    await chooseZone(page, 'European Union');
    await page.getByRole('dialog').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('on each step of the first run', async () => {
    const main = new FakeMain();
    main.settings = { ...main.settings, onboarded: false };
    const { page } = await open(main, '', { ...appearance, reducedMotion: 'reduce' });
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Set up Sotto' }).click();
    await page.getByRole('heading', { name: 'What shall be captioned?' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Continue' }).click();
    await chooseZone(page, 'European Union');
    await page.getByLabel('AssemblyAI key').waitFor();
    expect(await findings(page)).toEqual([]);
    await chooseZone(page, 'This device (English)');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'How shall captions look?' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Ready' }).waitFor();
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
