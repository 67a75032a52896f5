import type { CaptioningPhase, CaptioningStatus } from '../../../../src/shared/captioning-status';
import type { Caption } from '../../../../src/shared/captions';
import { overlaySize } from '../../../../src/shared/overlay-size';
import { defaultSettings, settingsSchema, type Settings } from '../../../../src/shared/settings';
import { linuxCapabilities } from '../../../support/capabilities';
import type { OpenedRenderer, RendererHarness } from '../../../support/renderer-harness';

export const caption = (
  channel: Caption['channel'],
  turn: number,
  text: string,
  more: Partial<Caption> = {},
): Caption => ({
  channel,
  turn,
  text,
  final: true,
  startMs: turn * 5000,
  endMs: turn * 5000 + 4000,
  ...more,
});

export const status = (phase: CaptioningPhase, more: Partial<CaptioningStatus> = {}): CaptioningStatus => ({
  phase,
  zone: 'eu',
  host: 'example.org',
  channels: [],
  ...more,
});

export const settingsWith = (
  overlay: Partial<Omit<Settings['overlay'], 'look'>> & { look?: Partial<Settings['overlay']['look']> },
): Settings => settingsSchema.parse({ ...defaultSettings, overlay });

export interface OpenedOverlay extends OpenedRenderer<'overlay'> {
  /** What the page asked of main, in order. */
  asked: unknown[];
  /** The sizes of the system's text it told main. */
  textScales: number[];
  say: (...captions: Caption[]) => Promise<void>;
  /** Rows as a reader sees them, the speaker's name first where it is shown. */
  rows: () => Promise<string[]>;
}

/** The overlay in a window of the size its settings give it. */
export async function openOverlay(
  harness: RendererHarness,
  {
    first = status('live'),
    recent = [],
    settings = defaultSettings,
    ...context
  }: { first?: CaptioningStatus; recent?: Caption[]; settings?: Settings } & Parameters<
    RendererHarness['open']
  >[2] = {},
): Promise<OpenedOverlay> {
  const asked: unknown[] = [];
  const textScales: number[] = [];
  const opened = await harness.open(
    'overlay',
    {
      captioning: {
        status: () => first,
        recent: () => recent,
        start: () => void asked.push('start'),
        stop: () => void asked.push('stop'),
        togglePause: () => void asked.push('togglePause'),
      },
      settings: { get: () => settings },
      app: {
        capabilities: () => linuxCapabilities,
        openControl: () => void asked.push('openControl'),
      },
      overlay: {
        setVisible: (visible) => void asked.push({ visible }),
        textScale: (scale) => void textScales.push(scale),
        nudge: (step) => void asked.push(step),
        resize: (drag) => void asked.push(drag),
        moveTo: (where) => void asked.push(where),
      },
    },
    { viewport: overlaySize(settings.overlay.look), ...context },
  );
  await opened.page.waitForSelector('[data-phase]');
  return {
    ...opened,
    asked,
    textScales,
    say: async (...captions) => {
      for (const said of captions) await opened.notify('captioning', 'caption', said);
      await opened.page.evaluate(() => new Promise(requestAnimationFrame).then(() => null));
    },
    rows: () =>
      opened.page
        .locator('[data-row]')
        .evaluateAll((rows) =>
          rows.map((row) => [...row.children].map((part) => part.textContent).join('|')),
        ),
  };
}
