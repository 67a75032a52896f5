import { PNG } from 'pngjs';
import type { CaptioningStatus } from '../../src/shared/captioning-status';
import { overlaySize } from '../../src/shared/overlay-size';
import type { Settings } from '../../src/shared/settings';
import { linuxCapabilities } from '../../test/support/capabilities';
import type { TimedCaption } from '../../test/support/recorded-streams';
import type { OpenedRenderer, RendererHarness } from '../../test/support/renderer-harness';

/** Changes of luminance, 0–255, averaged over all pixels of the rows that should stand still. */
export interface Flicker {
  frames: number;
  /** Rows that were compared with themselves in the frame before. */
  rows: number;
  /** In frames of messages that are no finals, and in those between messages. */
  spoken: number;
  /** In frames of finals, which correct a turn in place. */
  final: number;
}

interface Row {
  readonly key: string;
  readonly isLastOfTurn: boolean;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}
interface Frame {
  readonly picture: PNG;
  readonly rows: readonly Row[];
}

/** The overlay in a real browser, whose clock is turned by hand. */
export class RenderedOverlay {
  readonly #opened: OpenedRenderer<'overlay'>;
  #now = 0;

  private constructor(opened: OpenedRenderer<'overlay'>) {
    this.#opened = opened;
  }

  static async open(harness: RendererHarness, settings: Settings): Promise<RenderedOverlay> {
    const status: CaptioningStatus = { phase: 'live', zone: 'device', host: '', channels: [] };
    const opened = await harness.open(
      'overlay',
      {
        captioning: { status: () => status, recent: () => [] },
        settings: { get: () => settings },
        app: {
          capabilities: () => linuxCapabilities,
        },
      },
      { viewport: overlaySize(settings.overlay.look) },
    );
    await opened.page.waitForSelector('[data-phase="live"]');
    await opened.page.clock.install();
    await opened.page.reload();
    await opened.page.waitForFunction(() => 'notifyPage' in window);
    await opened.page.clock.runFor(500);
    await opened.page.waitForSelector('[data-phase="live"]');
    return new RenderedOverlay(opened);
  }

  close(): Promise<void> {
    return this.#opened.close();
  }

  /** Lets the messages come at their times and compares each frame with the one before, row by row, text only. */
  async flicker(stream: readonly TimedCaption[]): Promise<Flicker> {
    const result: Flicker = { frames: 0, rows: 0, spoken: 0, final: 0 };
    let before = await this.#frame();
    const look = async (kind: 'spoken' | 'final'): Promise<void> => {
      const now = await this.#frame();
      result[kind] += compare(before, now, result);
      result.frames += 1;
      before = now;
    };
    for (const { atMs, caption } of stream) {
      await this.#opened.page.clock.runFor(Math.max(0, atMs - this.#now));
      this.#now = Math.max(this.#now, atMs);
      await look('spoken');
      await this.#opened.notify('captioning', 'caption', caption);
      await this.#opened.page.clock.runFor(20);
      this.#now += 20;
      await look(caption.final ? 'final' : 'spoken');
    }
    result.spoken /= Math.max(1, result.frames);
    result.final /= Math.max(1, result.frames);
    return result;
  }

  async #frame(): Promise<Frame> {
    const { page } = this.#opened;
    const boxes = await page.locator('[data-row]').evaluateAll((all) =>
      all.map((row) => {
        const { x, y, width, height } = (row.querySelector('.caption-line') ?? row).getBoundingClientRect();
        return { key: row.getAttribute('data-row') ?? '', box: { x, y, width, height } };
      }),
    );
    const rows = boxes.map((row, index) => ({
      ...row,
      isLastOfTurn: !boxes.slice(index + 1).some(({ key }) => turnOf(key) === turnOf(row.key)),
    }));
    return { rows, picture: PNG.sync.read(await page.screenshot()) };
  }
}

const turnOf = (key: string): string => key.replace(/-\d+$/, '');

/** Mean change of luminance of the rows that were there before and were not the last of their turn. */
function compare(before: Frame, now: Frame, count: { rows: number }): number {
  let sum = 0;
  let pixels = 0;
  for (const row of before.rows) {
    const same = now.rows.find(({ key }) => key === row.key);
    if (!same || row.isLastOfTurn) continue;
    count.rows += 1;
    for (let y = 0; y < Math.floor(row.box.height); y++) {
      for (let x = 0; x < Math.floor(row.box.width); x++) {
        const was = luminance(before.picture, row.box.x + x, row.box.y + y);
        sum += Math.abs(was - luminance(now.picture, same.box.x + x, same.box.y + y));
        pixels += 1;
      }
    }
  }
  return pixels === 0 ? 0 : sum / pixels;
}

function luminance(picture: PNG, x: number, y: number): number {
  const at = (Math.floor(y) * picture.width + Math.floor(x)) * 4;
  const [red = 0, green = 0, blue = 0] = picture.data.subarray(at, at + 3);
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
