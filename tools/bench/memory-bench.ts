import type { Caption } from '../../src/shared/captions';
import { overlaySize } from '../../src/shared/overlay-size';
import { defaultSettings } from '../../src/shared/settings';
import { linuxCapabilities } from '../../test/support/capabilities';
import { startRendererHarness } from '../../test/support/renderer-harness';

// Memory of the overlay's page over eight hours of talk, told it as fast as it paints: heap and nodes at each hour.

const hours = 8;
const wordsPerMinute = 160;
const wordsPerTurn = 12;
const turnsPerHour = Math.round((60 * wordsPerMinute) / wordsPerTurn);
/** Of an hour's turns told between two looks at the page. */
const turnsPerBatch = 100;
const vocabulary =
  'the meeting on Thursday begins at half past nine and everyone is invited to bring their notes'.split(' ');

const harness = await startRendererHarness(['--enable-precise-memory-info']);
const settings = defaultSettings;
const { page, close } = await harness.open(
  'overlay',
  {
    captioning: {
      status: () => ({ phase: 'live', zone: 'device', host: '', channels: [] }),
      recent: () => [],
    },
    settings: { get: () => settings },
    app: {
      capabilities: () => linuxCapabilities,
    },
  },
  { viewport: overlaySize(settings.overlay.look) },
);
await page.waitForSelector('[data-phase="live"]');
const devtools = await page.context().newCDPSession(page);
await devtools.send('Performance.enable');
await devtools.send('HeapProfiler.enable');

async function tellMemory(hour: number): Promise<void> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  const heapMb = (of('JSHeapUsedSize') / 2 ** 20).toFixed(2);
  console.log(
    `  after ${String(hour)} h: heap ${heapMb} MB, ${String(of('Nodes'))} nodes, ${String(of('JSEventListeners'))} listeners`,
  );
}

let turn = 0;
/** The messages of a turn: one every two words, and its final. */
function nextTurn(): Caption[] {
  const startMs = turn * ((wordsPerTurn * 60_000) / wordsPerMinute);
  const words = Array.from({ length: wordsPerTurn }, (_, index) => {
    const word = vocabulary[(turn * 7 + index * 3) % vocabulary.length] ?? '';
    return index % 5 === 0 ? `${word}${String(turn)}` : word;
  });
  const channel = turn % 3 === 0 ? 'you' : 'others';
  const told = (count: number, final: boolean): Caption => ({
    ...{ channel, turn, final, startMs, endMs: startMs + count * 375 },
    text: words.slice(0, count).join(' '),
  });
  turn += 1;
  return [2, 4, 6, 8, 10, 12].map((count) => told(count, false)).concat(told(wordsPerTurn, true));
}

console.log(`${String(hours)} h of captions at ${String(wordsPerMinute)} words a minute`);
await tellMemory(0);
for (let hour = 1; hour <= hours; hour++) {
  for (let told = 0; told < turnsPerHour; told += turnsPerBatch) {
    const captions = Array.from({ length: turnsPerBatch }, nextTurn).flat();
    await page.evaluate(async (all) => {
      const { notifyPage } = window as unknown as {
        notifyPage: (channel: string, payload: unknown) => void;
      };
      for (const [index, caption] of all.entries()) {
        notifyPage('sotto:captioning.caption', caption);
        if (index % 7 === 6) await new Promise(requestAnimationFrame);
      }
    }, captions);
  }
  await tellMemory(hour);
}
await close();
await harness.close();
