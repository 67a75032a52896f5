import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../src/shared/audio';
import { defaultSettings, type Settings } from '../../../src/shared/settings';
import { measureStability } from '../../support/caption-stability';
import { proStream, universalStream } from '../../support/cloud-streams';
import {
  recordedStreams,
  spokenSentences,
  toCaptions,
  type RecordedTurn,
  type TimedCaption,
} from '../../support/recorded-streams';
import { proTurn, random, universalTurn } from '../../support/turn-streams';

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const settingsFor = (textMode: Settings['overlay']['textMode'], lines = 6): Settings => ({
  ...defaultSettings,
  overlay: { ...defaultSettings.overlay, textMode, look: { ...defaultSettings.overlay.look, lines } },
});

/** Two people at once: the second a little later. */
const together = (one: readonly RecordedTurn[], other: readonly RecordedTurn[]): TimedCaption[] =>
  [
    ...toCaptions(one, 'others'),
    ...toCaptions(other, 'you').map((said) => ({ ...said, atMs: said.atMs + 777 })),
  ].toSorted((a, b) => a.atMs - b.atMs);

const shaped = { universal: universalStream, pro: proStream };
const streams: [string, TimedCaption[]][] = [
  ...Object.entries(recordedStreams).map(([model, turns]): [string, TimedCaption[]] => [
    `recorded of ${model}`,
    toCaptions(turns),
  ]),
  ...Object.entries(shaped).map(([family, stream]): [string, TimedCaption[]] => [
    `shaped as ${family}, two at once, seed ${String(seed)}`,
    together(stream(random(seed), spokenSentences()), stream(random(seed + 1), spokenSentences())),
  ]),
];

describe.each(streams)('a stream %s', (_, stream) => {
  it('moves no word and writes only the last row of a turn while it is spoken, in instant text', async () => {
    const { moved, rewrittenAbove } = await measureStability(stream, settingsFor('instant'));
    expect({ moved, rewrittenAbove }).toEqual({ moved: 0, rewrittenAbove: 0 });
  });

  it('never changes what is shown, and shows each word within two seconds, in text for reading', async () => {
    const { delaysMs, ...still } = await measureStability(stream, settingsFor('reading'));
    expect(still).toMatchObject({ moved: 0, erased: 0, changed: 0, rewrittenAbove: 0, correctedAbove: 0 });
    expect(Math.max(...delaysMs)).toBeLessThanOrEqual(2_000);
    expect(delaysMs.length).toBeGreaterThanOrEqual(still.finalWords * 0.9);
  });
});

it.each(Object.entries(recordedStreams))(
  'of %s at most 15 words in 100 are taken back, in instant text',
  async (_, turns) => {
    const { erased, finalWords } = await measureStability(toCaptions(turns), settingsFor('instant'));
    expect(erased / finalWords).toBeLessThanOrEqual(0.15);
  },
);

describe(`turns that are rewritten without mercy, seed ${String(seed)}`, () => {
  const conversation = (
    turns: (chance: () => number, turn: number, channel: Channel) => ReturnType<typeof proTurn>,
  ): TimedCaption[] => {
    const chance = random(seed);
    let atMs = 0;
    return Array.from({ length: 20 }, (_unused, turn) => turns(chance, turn + 1, turn % 3 ? 'you' : 'others'))
      .flat()
      .map((caption) => ({ atMs: (atMs += Math.floor(50 + chance() * 1_000)), caption }));
  };

  it.each([
    ['universal', universalTurn],
    ['pro', proTurn],
  ] as const)('of a %s model never change what is shown in text for reading', async (_, turns) => {
    const { delaysMs, ...still } = await measureStability(conversation(turns), settingsFor('reading', 3));
    expect(still).toMatchObject({ moved: 0, erased: 0, changed: 0 });
    expect(Math.max(...delaysMs)).toBeLessThanOrEqual(2_000);
  });
});
