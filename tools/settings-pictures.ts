import { startRendererHarness } from '../test/support/renderer-harness';
import { FakeMain } from '../test/ui/renderer/control/fake-main';

/** Takes the picture of key terms and speakers, from the real page in Chromium: a zone with a key has them. */
export async function takeVocabularyPicture(file: string): Promise<void> {
  const main = new FakeMain();
  main.key = { set: true, lastFour: 'ab12', kept: 'stored' };
  main.settings = {
    ...main.settings,
    zone: 'eu',
    speechOptions: {
      keyterms_prompt: ['Sotto', 'Dr. Zürcher', 'Łódź', 'Kyiv', 'PulseAudio', 'quarterly review'],
      speaker_labels: true,
    },
  };
  const harness = await startRendererHarness();
  const { page } = await harness.open('control', main.answers, {
    hash: '#/settings/vocabulary',
    viewport: { width: 980, height: 860 },
    colorScheme: 'light',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  await page.getByText('6 of 100 terms').waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.locator('#vocabulary').evaluate((section) => {
    section.scrollIntoView({ block: 'start' });
  });
  await page.screenshot({ path: file });
  await harness.close();
}
