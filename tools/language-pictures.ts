import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import type { Caption } from '../src/shared/captions';
import type { Locale } from '../src/shared/locales/locales';
import { overlaySize } from '../src/shared/overlay-size';
import { settingsSchema } from '../src/shared/settings';
import { startRendererHarness, type RendererHarness } from '../test/support/renderer-harness';
import { exampleTranscripts } from '../test/ui/renderer/control/examples';
import { FakeMain } from '../test/ui/renderer/control/fake-main';
import { openOverlay, status } from '../test/ui/renderer/overlay/overlay-harness';

// Pictures of the control window and the overlay in other languages and in the system's contrast colours, made from
// the real pages in Chromium.

interface ControlPicture {
  name: string;
  language: Locale;
  hash: string;
  page?: BrowserContextOptions;
}

const forced: BrowserContextOptions = { forcedColors: 'active', colorScheme: 'dark' };

const controlPictures: ControlPicture[] = [
  { name: 'settings-de', language: 'de', hash: '#/settings/overlay' },
  { name: 'settings-ar', language: 'ar', hash: '#/settings/overlay' },
  { name: 'captions-ar', language: 'ar', hash: '#/captions' },
  { name: 'zone-de', language: 'de', hash: '#/settings/zone' },
  { name: 'settings-forced-colours', language: 'en', hash: '#/settings/sound', page: forced },
];

const say = (channel: Caption['channel'], turn: number, text: string): Caption => ({
  channel,
  turn,
  text,
  final: true,
  startMs: turn,
  endMs: turn,
});

const overlayPictures: {
  name: string;
  language: Locale;
  captions: Caption[];
  page?: BrowserContextOptions;
}[] = [
  {
    name: 'overlay-ar',
    language: 'ar',
    captions: [
      say('others', 1, 'سنبدأ الاجتماع الآن في Microsoft Teams، أرجو من الجميع كتابة الأسئلة في المحادثة.'),
      say('you', 2, 'Good, let us begin.'),
    ],
  },
  {
    name: 'overlay-cjk',
    language: 'de',
    captions: [
      say('others', 1, '先週の会議でまだ決まっていないことを、どなたか読み上げていただけますか。'),
      say('you', 2, '三つあります。そのうち一つは私の担当です。'),
    ],
  },
  {
    name: 'overlay-forced-colours',
    language: 'en',
    captions: [say('others', 1, 'Shall we begin?'), say('you', 2, 'One moment, please.')],
    page: forced,
  },
];

/** Takes all of them into a folder, as `NAME.png`. */
export async function takeLanguagePictures(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const harness = await startRendererHarness();
  for (const picture of controlPictures) await takeControl(harness, folder, picture);
  for (const { name, language, captions, page } of overlayPictures) {
    const settings = settingsSchema.parse({ language, overlay: { clickThrough: false } });
    const overlay = await openOverlay(harness, {
      first: status('live', { latencyMs: 430 }),
      recent: captions,
      settings,
      viewport: overlaySize(settings.overlay.look),
      ...page,
    });
    await overlay.page.waitForSelector('[data-row]');
    await overlay.page.screenshot({ path: join(folder, `${name}.png`) });
    await overlay.close();
  }
  await harness.close();
}

async function takeControl(
  harness: RendererHarness,
  folder: string,
  { name, language, hash, page: options }: ControlPicture,
): Promise<void> {
  const main = new FakeMain();
  main.settings = { ...main.settings, language };
  main.transcripts = exampleTranscripts;
  const { page, close } = await harness.open('control', main.answers, {
    hash,
    viewport: { width: 980, height: 720 },
    reducedMotion: 'reduce',
    ...options,
  });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await close();
}
