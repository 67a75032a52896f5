import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import type { Caption } from '../src/shared/captions';
import { lookPresetIds, lookPresets } from '../src/shared/look-presets';
import { overlaySize } from '../src/shared/overlay-size';
import { settingsSchema, type OverlayLook, type Settings } from '../src/shared/settings';
import { linuxCapabilities } from '../test/support/capabilities';
import { startRendererHarness, type RendererHarness } from '../test/support/renderer-harness';

// Pictures of the overlay in each look, made from the real page in Chromium over a pretended desktop.

interface Picture {
  name: string;
  look?: Partial<OverlayLook>;
  captions?: Caption[];
  clickThrough?: boolean;
  /** Keys to press before the picture is taken. */
  keys?: string[];
  page?: BrowserContextOptions;
  /** The system's text scale. */
  textScale?: number;
}

const say = (channel: Caption['channel'], turn: number, text: string, speaker?: string): Caption => ({
  channel,
  turn,
  text,
  final: true,
  startMs: turn,
  endMs: turn,
  ...(speaker !== undefined && { speaker }),
});
const meeting = [
  say('others', 1, 'Before we close, could somebody read out what is still open from last week?'),
  say('you', 2, 'I can: three things, and one is mine.'),
];

const pictures: Picture[] = [
  ...lookPresetIds.map((id) => ({ name: id, look: lookPresets[id] })),
  {
    name: 'speakers',
    look: { lines: 5 },
    captions: [
      say('others', 1, 'Shall we begin?', 'A'),
      say('others', 2, 'One moment, I am still looking for the notes.', 'B'),
      say('others', 3, 'They are in the folder we share.', 'C'),
      say('you', 4, 'I have them here.'),
      say('others', 5, 'Then let us begin.', 'A'),
    ],
  },
  {
    name: 'right-to-left',
    look: { lines: 4 },
    captions: [
      say(
        'others',
        1,
        'سنبدأ الاجتماع الآن في Microsoft Teams، أرجو من الجميع كتابة الأسئلة في المحادثة الجانبية',
      ),
      say('others', 2, 'אפשר להתחיל, כולם כבר כאן.'),
      say('you', 3, 'Good, let us begin.'),
    ],
  },
  { name: 'system-text-200', captions: meeting, textScale: 2 },
  { name: 'display-200', page: { deviceScaleFactor: 2 } },
  { name: 'system-high-contrast', page: { forcedColors: 'active', colorScheme: 'dark' } },
  {
    name: 'history',
    clickThrough: false,
    keys: ['PageUp'],
    captions: [
      say('others', 1, 'The first point is the budget for next year, as agreed in June.'),
      say('you', 2, 'I sent the new figures on Monday.'),
      say('others', 3, 'Thank you. The second point is the office in Graz.'),
      say('others', 4, 'And this is what is being said while somebody reads back.'),
    ],
  },
];

/** Takes all of them into a folder, as `NAME.png`. */
export async function takeLookPictures(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const harness = await startRendererHarness();
  for (const picture of pictures) await take(harness, folder, picture);
  await harness.close();
}

async function take(harness: RendererHarness, folder: string, picture: Picture): Promise<void> {
  const settings: Settings = settingsSchema.parse({
    overlay: { look: picture.look ?? {}, clickThrough: picture.clickThrough ?? true },
  });
  const { page, close } = await harness.open(
    'overlay',
    {
      captioning: {
        status: () => ({ phase: 'live', zone: 'eu', host: '', channels: [], latencyMs: 430 }),
        recent: () => picture.captions ?? meeting,
      },
      settings: { get: () => settings },
      app: {
        capabilities: () => linuxCapabilities,
      },
    },
    { viewport: overlaySize(settings.overlay.look, picture.textScale), ...picture.page },
  );
  await page.waitForSelector('[data-row]');
  // Half a dark window, half a light one, with something like text on both.
  await page.evaluate(() => {
    document.documentElement.style.background =
      'repeating-linear-gradient(#0000 0 22px, #8884 22px 28px, #0000 28px 36px), linear-gradient(100deg, #20283a 50%, #f4f1ea 50%)';
  });
  if (picture.textScale !== undefined) {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setEmulatedOSTextScale' as never, { scale: picture.textScale } as never);
  }
  for (const key of picture.keys ?? []) await page.keyboard.press(key);
  await page.evaluate(() => document.fonts.ready.then(() => new Promise(requestAnimationFrame)));
  await page.waitForTimeout(200);
  await page.screenshot({ path: join(folder, `${picture.name}.png`) });
  await close();
}
