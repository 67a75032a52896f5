import type { Channel } from './audio';
import { alignWords, isSameWord, tailIndex } from './caption-alignment';
import { isRightToLeft, joinWords, splitWords, type Word } from './caption-words';
import type { Caption, Gap, SpeakerChange } from './captions';

/**
 * Where the words of a conversation stand on the overlay. Pure; the first aim is stability: a word keeps the row
 * it was first shown on, whatever the recogniser rewrites around it, because readers lose their place when text moves.
 * While a turn is being spoken only its last row changes; its final corrects the rows above, each word in its place.
 */
export interface CaptionLines {
  /** Characters on a row before a new word goes to the next one. */
  readonly columns: number;
  /** Turns and gaps in the order they began; only the newest {@link maxBlocks}. */
  readonly blocks: readonly Block[];
}

interface TurnBlock {
  readonly type: 'turn';
  readonly caption: Caption;
  /** `row` counts from 0 within the turn; a number may be missing where a rewrite emptied a row. */
  readonly words: readonly PlacedWord[];
}
interface GapBlock {
  readonly type: 'gap';
  readonly gap: Gap;
}
type Block = TurnBlock | GapBlock;
type PlacedWord = Word & { readonly row: number };

/** One row on the screen. `key` stays the same for as long as the row exists. */
export type CaptionRow =
  | {
      readonly type: 'caption';
      readonly key: string;
      readonly channel: Channel;
      /** Diarization label, where there is one. */
      readonly speaker: string | undefined;
      /** Whether the speaker is named here: on the topmost row and wherever another one begins. */
      readonly named: boolean;
      readonly text: string;
      /** Direction of the whole turn, so that a row that begins with a foreign word doesn't turn round. */
      readonly rightToLeft: boolean;
      readonly final: boolean;
    }
  | { readonly type: 'gap'; readonly key: string; readonly channel: Channel; readonly ms: number };

/** How far one can scroll back. The transcript has everything. */
const maxBlocks = 400;
/** How far past `columns` a row may grow before a word already on it has to move. */
const stretch = 2;

export const emptyCaptionLines = (columns: number): CaptionLines => ({ columns, blocks: [] });

/** Adds a turn, or replaces its earlier text in place. A final without text takes the turn away. */
export function addCaption(lines: CaptionLines, caption: Caption): CaptionLines {
  const at = indexOf(lines, caption);
  const shown = turnWords(lines, caption);
  const block: TurnBlock = { type: 'turn', caption, words: updateWords(shown, caption, lines.columns) };
  if (caption.final && block.words.length === 0) {
    return { ...lines, blocks: lines.blocks.filter((_, index) => index !== at) };
  }
  return at >= 0 ? { ...lines, blocks: lines.blocks.with(at, block) } : insert(lines, block);
}

/** Names another speaker for a turn that is shown. No word moves. */
export const nameSpeaker = (
  lines: CaptionLines,
  { channel, turn, speaker }: SpeakerChange,
): CaptionLines => ({
  ...lines,
  blocks: lines.blocks.map((block) =>
    block.type === 'turn' && block.caption.channel === channel && block.caption.turn === turn
      ? { ...block, caption: { ...block.caption, speaker } }
      : block,
  ),
});

/** Adds a gap, or lets one that began at the same time grow. */
export function addGap(lines: CaptionLines, gap: Gap): CaptionLines {
  const at = lines.blocks.findIndex(
    (block) => block.type === 'gap' && block.gap.channel === gap.channel && block.gap.fromMs === gap.fromMs,
  );
  const block: GapBlock = { type: 'gap', gap };
  return at >= 0 ? { ...lines, blocks: lines.blocks.with(at, block) } : insert(lines, block);
}

/** Lays everything out anew for another width: the one time words may change rows. */
export const setColumns = (lines: CaptionLines, columns: number): CaptionLines =>
  columns === lines.columns
    ? lines
    : {
        columns,
        blocks: lines.blocks.map((block) =>
          block.type === 'turn' ? { ...block, words: updateWords([], block.caption, columns) } : block,
        ),
      };

/** The words of a turn as they stand now; none where it isn't there. */
export function turnWords(
  lines: CaptionLines,
  turn: Pick<Caption, 'channel' | 'turn'>,
): readonly PlacedWord[] {
  const block = lines.blocks[indexOf(lines, turn)];
  return block?.type === 'turn' ? block.words : [];
}

const indexOf = (lines: CaptionLines, { channel, turn }: Pick<Caption, 'channel' | 'turn'>): number =>
  lines.blocks.findLastIndex(
    (block) => block.type === 'turn' && block.caption.channel === channel && block.caption.turn === turn,
  );

/** The newest `count` rows, oldest first. */
export function visibleRows(lines: CaptionLines, count: number): CaptionRow[] {
  const rows: CaptionRow[] = [];
  for (const block of lines.blocks.toReversed()) {
    if (rows.length >= count) break;
    rows.unshift(...rowsOf(block));
  }
  return nameSpeakers(rows.slice(-count));
}

/** Every row there is, oldest first, none with its speaker named. */
export const allRows = (lines: CaptionLines): CaptionRow[] => lines.blocks.flatMap(rowsOf);

/** Names the speaker on the first row and wherever another one begins. */
export const nameSpeakers = (rows: readonly CaptionRow[]): CaptionRow[] =>
  rows.map((row, index) => {
    const above = rows[index - 1];
    if (row.type === 'gap') return row;
    const continues =
      above?.type === 'caption' && above.channel === row.channel && above.speaker === row.speaker;
    return { ...row, named: !continues };
  });

function rowsOf(block: Block): CaptionRow[] {
  if (block.type === 'gap') {
    const { channel, fromMs, toMs } = block.gap;
    return [{ type: 'gap', key: `${channel}-gap-${String(fromMs)}`, channel, ms: toMs - fromMs }];
  }
  const { channel, turn, speaker, final, text } = block.caption;
  const rightToLeft = isRightToLeft(text);
  const rows = new Map<number, Word[]>();
  for (const word of block.words) rows.set(word.row, [...(rows.get(word.row) ?? []), word]);
  return [...rows].map(([row, words]) => ({
    type: 'caption',
    key: `${channel}-${String(turn)}-${String(row)}`,
    channel,
    speaker,
    named: false,
    text: joinWords(words),
    rightToLeft,
    final,
  }));
}

const startOf = (block: Block): number => (block.type === 'gap' ? block.gap.fromMs : block.caption.startMs);

/** Puts a new block where it belongs in time. What is there already keeps its order. */
function insert(lines: CaptionLines, block: Block): CaptionLines {
  const later = lines.blocks.findLastIndex((other) => startOf(other) <= startOf(block)) + 1;
  return { ...lines, blocks: lines.blocks.toSpliced(later, 0, block).slice(-maxBlocks) };
}

/** The words of a turn after an update: all of them corrected by a final, only those of the last row otherwise. */
function updateWords(
  shown: readonly PlacedWord[],
  { text, final }: Pick<Caption, 'text' | 'final'>,
  columns: number,
): PlacedWord[] {
  const heard = splitWords(text, columns);
  if (final) return placeWords(shown, heard, columns);
  const row = shown.at(-1)?.row ?? 0;
  const settled = shown.filter((word) => word.row < row);
  const last = shown.slice(settled.length);
  const next = keepUnheard(last, heard.slice(tailIndex(settled, heard)));
  return [...settled, ...placeWords(last, next, columns, row)];
}

/** A text that only breaks off earlier than the one shown: the rest stays until something else is heard in its place. */
const keepUnheard = (shown: readonly Word[], heard: readonly Word[]): readonly Word[] =>
  heard.every((word, index) => isSameWord(shown[index], word))
    ? [...heard, ...shown.slice(heard.length)]
    : heard;

/**
 * Gives each word a row, from `row` on. A word that was shown keeps its row as long as that row can stretch, and
 * lets words be put in before it there; words at the end go onto a next row at `columns`.
 */
function placeWords(
  shown: readonly PlacedWord[],
  words: readonly Word[],
  columns: number,
  row = 0,
): PlacedWord[] {
  const kept = alignWords(shown, words).map((same) => (same === undefined ? undefined : shown[same]?.row));
  let width = 0;
  return words.map(({ text, width: wordWidth, spaced }, index) => {
    const own = kept[index];
    const next = own ?? kept.slice(index).find((later) => later !== undefined);
    const needed = width === 0 ? wordWidth : width + (spaced ? 1 : 0) + wordWidth;
    if (own !== undefined && own > row) {
      row = own;
      width = wordWidth;
    } else if (width > 0 && needed > (next === row ? columns * stretch : columns)) {
      row++;
      width = wordWidth;
    } else {
      width = needed;
    }
    return { text, width: wordWidth, spaced, row };
  });
}
