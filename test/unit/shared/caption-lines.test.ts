import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../src/shared/audio';
import {
  addCaption,
  addGap,
  emptyCaptionLines,
  nameSpeaker,
  setColumns,
  visibleRows,
  type CaptionLines,
} from '../../../src/shared/caption-lines';
import type { Caption } from '../../../src/shared/captions';
import { proTurn, random, universalTurn, words } from '../../support/turn-streams';

const caption = (text: string, more: Partial<Caption> = {}): Caption => ({
  channel: 'you',
  turn: 1,
  text,
  final: false,
  startMs: 0,
  endMs: 1000,
  ...more,
});
const others = (text: string, more: Partial<Caption> = {}): Caption =>
  caption(text, { channel: 'others', ...more });

const after = (captions: readonly Caption[], columns = 20): CaptionLines =>
  captions.reduce(addCaption, emptyCaptionLines(columns));
/** Rows as a reader sees them: `You: text`, an indent where the speaker isn't named. */
const read = (lines: CaptionLines, count = 6): string[] =>
  visibleRows(lines, count).map((row) =>
    row.type === 'gap'
      ? `(${String(row.ms)} ms)`
      : `${row.named ? (row.speaker ?? row.channel) : '  '}: ${row.text}`,
  );

describe('naming another speaker', () => {
  it('changes the name and moves no word', () => {
    const lines = after([
      caption('who said that', { speaker: 'A' }),
      caption('I did', { turn: 2, speaker: 'A' }),
    ]);
    expect(read(lines)).toEqual(['A: who said that', '  : I did']);
    expect(read(nameSpeaker(lines, { channel: 'you', turn: 2, speaker: 'B' }))).toEqual([
      'A: who said that',
      'B: I did',
    ]);
    expect(read(nameSpeaker(lines, { channel: 'others', turn: 2, speaker: 'B' }))).toEqual(read(lines));
  });
});

describe('breaking', () => {
  it('goes to the next row where a word no longer fits', () => {
    expect(read(after([caption('the quick brown fox jumps over the lazy dog')]))).toEqual([
      'you: the quick brown fox',
      '  : jumps over the lazy',
      '  : dog',
    ]);
  });

  it('cuts a word longer than a row, and keeps all of it', () => {
    const rows = read(after([caption('see https://example.org/a/very/long/address')]));
    expect(rows).toEqual(['you: see', '  : https://example.org/', '  : a/very/long/address']);
  });

  it('breaks Chinese and Japanese between characters, each two columns wide, punctuation kept with its character', () => {
    const rows = read(after([caption('今日は会議があります。よろしくお願い')], 20));
    expect(rows).toEqual(['you: 今日は会議がありま', '  : す。よろしくお願い']);
  });

  it('keeps characters made of several code points whole', () => {
    const family = '👩‍👩‍👧';
    const text = visibleRows(after([caption(family.repeat(12))], 20), 6).map((row) =>
      row.type === 'caption' ? row.text : '',
    );
    expect(text).toEqual([family.repeat(10), family.repeat(2)]);
  });
});

describe('replacing', () => {
  it('shows a correction in place', () => {
    const lines = after([caption('i scream every'), caption('Ice cream every day')]);
    expect(read(lines)).toEqual(['you: Ice cream every day']);
  });

  it('lets a row stretch for a longer word rather than move what stands on it', () => {
    const lines = after([
      caption('we met at the cafe on monday'),
      caption('we met at the cafeteria on monday', { final: true }),
    ]);
    expect(read(lines)).toEqual(['you: we met at the cafeteria', '  : on monday']);
  });

  it('lets a text being spoken change on its last row only, until its final corrects the rows above', () => {
    const spoken = [
      caption('we met at the caff on monday'),
      caption('we met at the cafe on monday mourning'),
    ];
    expect(read(after(spoken))).toEqual(['you: we met at the caff', '  : on monday mourning']);
    const final = caption('We met at the café on Monday morning.', { final: true });
    expect(read(after([...spoken, final]))).toEqual(['you: We met at the café', '  : on Monday morning.']);
  });

  it('keeps what the next message only leaves out, until something else is heard there', () => {
    const shorter = after([caption('see you at nine'), caption('see you')]);
    expect(read(shorter)).toEqual(['you: see you at nine']);
    expect(read(addCaption(shorter, caption('see you then')))).toEqual(['you: see you then']);
  });

  it('leaves a row short where words were taken away', () => {
    const lines = after([
      caption('we met at the cafe on monday'),
      caption('we met at cafe on monday, right', { final: true }),
    ]);
    expect(read(lines)).toEqual(['you: we met at cafe', '  : on monday, right']);
  });

  it('keeps the rows below when a whole row goes', () => {
    const first = after([caption('aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbb cccc')]);
    const lines = addCaption(first, caption('bbbbbbbbbbbbbbbb cccc', { final: true }));
    const key = (row: { key: string }): string => row.key;
    expect(visibleRows(lines, 6).map(key)).toEqual(visibleRows(first, 6).map(key).slice(1));
  });

  it('loses no word when a rewrite is too long for its row', () => {
    const long = 'one two three inserted words that do not fit four five six';
    const lines = after([caption('one two three four five six'), caption(long, { final: true })]);
    expect(
      visibleRows(lines, 6)
        .map((row) => (row.type === 'caption' ? row.text : ''))
        .join(' '),
    ).toBe(long);
  });

  it('takes away a turn that came to nothing', () => {
    expect(read(after([caption('hm'), caption('', { final: true })]))).toEqual([]);
  });

  it('tells the screen which rows are final', () => {
    const lines = after([caption('hello', { final: true }), caption('and', { turn: 2, startMs: 900 })]);
    expect(visibleRows(lines, 6).map((row) => row.type === 'caption' && row.final)).toEqual([true, false]);
  });
});

describe('speakers', () => {
  it('names one where another begins, and on the topmost row', () => {
    const lines = after([
      caption('hello there my dear old friend', { final: true }),
      caption('how are you', { turn: 2, startMs: 1500 }),
      others('fine', { startMs: 3000 }),
    ]);
    expect(read(lines)).toEqual([
      'you: hello there my dear',
      '  : old friend',
      '  : how are you',
      'others: fine',
    ]);
    expect(read(lines, 2)).toEqual(['you: how are you', 'others: fine']);
  });

  it('tells diarized speakers of one channel apart', () => {
    const lines = after([
      others('good morning', { speaker: 'A', final: true }),
      others('morning', { turn: 2, startMs: 2000, speaker: 'B' }),
    ]);
    expect(read(lines)).toEqual(['A: good morning', 'B: morning']);
  });

  it('orders turns by when they began, however late they arrive, and keeps that order as they grow', () => {
    const lines = after([
      others('second', { startMs: 2000 }),
      caption('first', { startMs: 1000 }),
      others('second, longer', { startMs: 500 }),
    ]);
    expect(read(lines)).toEqual(['you: first', 'others: second, longer']);
  });
});

describe('right to left', () => {
  const directions = (text: string): boolean[] =>
    visibleRows(after([caption(text)]), 6).map((row) => row.type === 'caption' && row.rightToLeft);

  it('is what a whole turn is that begins so, foreign words and all', () => {
    expect(directions('سنبدأ الآن اجتماع Microsoft Teams meeting, notes in shared folder today')).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(directions('שלום לכולם')).toEqual([true]);
    expect(directions('1. שלום')).toEqual([true]);
  });

  it('is no turn that only has such words in it', () => {
    expect(directions('We say مرحبا there')).toEqual([false]);
    expect(directions('123')).toEqual([false]);
  });
});

describe('gaps', () => {
  it('stand in time, and grow', () => {
    const lines = addGap(
      addGap(after([caption('before'), caption('after', { turn: 2, startMs: 9000 })]), {
        channel: 'you',
        fromMs: 4000,
        toMs: 5000,
      }),
      { channel: 'you', fromMs: 4000, toMs: 7000 },
    );
    expect(read(lines)).toEqual(['you: before', '(3000 ms)', 'you: after']);
  });
});

describe('bounds', () => {
  it('keeps no more than one scrolls back through', () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      caption(`turn ${String(index)}`, { turn: index + 1, startMs: index * 1000, final: true }),
    );
    const lines = after(many);
    expect(lines.blocks).toHaveLength(400);
    expect(read(lines, 2)).toEqual(['you: turn 498', '  : turn 499']);
  });

  it('a turn older than all that is kept stays away', () => {
    const many = Array.from({ length: 410 }, (_, index) =>
      caption(`turn ${String(index)}`, { turn: index + 1, startMs: 1000 + index * 1000, final: true }),
    );
    expect(read(addCaption(after(many), others('ancient')), 1)).toEqual(['you: turn 409']);
  });

  it('lays out anew for another width', () => {
    const lines = after([caption('the quick brown fox jumps over')], 20);
    expect(read(setColumns(lines, 40))).toEqual(['you: the quick brown fox jumps over']);
  });
});

describe('stability', () => {
  /** Times a word that was on the screen is on another row after an update. Words of these streams are unique. */
  function rowChanges(captions: readonly Caption[], lineCount: number): { shown: number; moved: number } {
    let lines = emptyCaptionLines(42);
    let before = new Map<string, string>();
    const result = { shown: 0, moved: 0 };
    for (const next of captions) {
      lines = addCaption(lines, next);
      const now = new Map<string, string>();
      for (const row of visibleRows(lines, lineCount)) {
        if (row.type === 'caption') for (const word of words(row.text)) now.set(word, row.key);
      }
      for (const [word, key] of now) {
        if (!before.has(word)) continue;
        result.shown++;
        if (before.get(word) !== key) result.moved++;
      }
      before = now;
    }
    return result;
  }

  const interleaved = (turns: (seed: () => number, turn: number, channel: Channel) => Caption[]) => {
    const seed = random(7);
    return Array.from({ length: 60 }, (_, index) =>
      turns(seed, index + 1, index % 3 === 0 ? 'others' : 'you'),
    ).flat();
  };

  it('moves no visible word when a universal model adds words and formats the final', () => {
    const { shown, moved } = rowChanges(interleaved(universalTurn), 6);
    expect(shown).toBeGreaterThan(10_000);
    expect(moved).toBe(0);
  });

  it('moves no visible word when a pro model rewrites the end of its turn with each message', () => {
    const { shown, moved } = rowChanges(interleaved(proTurn), 6);
    expect(shown).toBeGreaterThan(10_000);
    expect(moved).toBe(0);
  });

  it('shows the final text whole', () => {
    for (const turns of [universalTurn, proTurn]) {
      const stream = turns(random(3), 1, 'you');
      const rows = visibleRows(after(stream, 42), 100);
      expect(rows.map((row) => (row.type === 'caption' ? row.text : '')).join(' ')).toBe(stream.at(-1)?.text);
    }
  });
});
