import { defaultSettings, textModes, type Settings } from '../../src/shared/settings';
import { measureStability } from '../../test/support/caption-stability';
import { proStream, universalStream } from '../../test/support/cloud-streams';
import {
  recordedStreams,
  spokenSentences,
  toCaptions,
  type TimedCaption,
} from '../../test/support/recorded-streams';
import { startRendererHarness } from '../../test/support/renderer-harness';
import { random } from '../../test/support/turn-streams';
import { percentile } from './percentiles';
import { RenderedOverlay } from './rendered-overlay';

// How still captions stand: words taken back, words that change row, what text for reading costs in time, and, in
// pictures of the real page, how much changes outside the last lines. See docs/overlay.md.

const seed = 20_261_124;
const repetitions = 10;
/** Frames are costly: this many messages of each stream are photographed. */
const photographed = 120;

const sentences = Array.from({ length: repetitions }, spokenSentences).flat();
const streams: Record<string, TimedCaption[]> = {
  'moonshine-tiny, recorded': toCaptions(recordedStreams.tiny),
  'moonshine-base, recorded': toCaptions(recordedStreams.base),
  'universal, shaped': toCaptions(universalStream(random(seed), sentences)),
  'pro, shaped': toCaptions(proStream(random(seed), sentences)),
};
const settingsFor = (textMode: Settings['overlay']['textMode']): Settings => ({
  ...defaultSettings,
  overlay: { ...defaultSettings.overlay, textMode },
});

let missed = 0;
/** Notes a figure that is not what it should be. */
const goal = (value: number, most: number, digits = 0): string => {
  if (value > most) missed += 1;
  return `${value.toFixed(digits)}${value > most ? ` (MORE THAN ${String(most)})` : ''}`;
};

const harness = await startRendererHarness();
for (const textMode of textModes) {
  console.log(`\n${textMode} text`);
  for (const [name, stream] of Object.entries(streams)) {
    const { finalWords, erased, moved, wrong, delaysMs } = await measureStability(
      stream,
      settingsFor(textMode),
    );
    console.log(`  ${name}: ${String(stream.length)} messages, ${String(finalWords)} words`);
    console.log(
      `    erased words per final word   ${goal(erased / finalWords, textMode === 'instant' ? 0.15 : 0, 3)}`,
    );
    console.log(`    words that changed row        ${goal(moved, 0)}`);
    if (textMode === 'reading') {
      console.log(
        `    delay of a word               P50 ${String(percentile(delaysMs, 0.5))}, P95 ${String(percentile(delaysMs, 0.95))}, max ${goal(Math.max(...delaysMs), 2_000)} ms`,
      );
      console.log(`    shown otherwise than final    ${((100 * wrong) / finalWords).toFixed(1)} % of words`);
    }
    const page = await RenderedOverlay.open(harness, settingsFor(textMode));
    const flicker = await page.flicker(stream.slice(0, photographed));
    await page.close();
    console.log(
      `    luminance change outside the last lines, per frame of 0–255: ${goal(flicker.spoken, 0, 4)} while spoken, ${textMode === 'reading' ? goal(flicker.final, 0, 4) : flicker.final.toFixed(4)} at finals (${String(flicker.rows)} rows in ${String(flicker.frames)} frames)`,
    );
  }
}
await harness.close();
if (missed > 0) console.log(`\n${String(missed)} figures are not what they should be.`);
process.exit(missed > 0 ? 1 : 0);
