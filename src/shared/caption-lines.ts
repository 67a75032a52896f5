import type { Channel } from './audio';
import { alignWords } from './caption-alignment';
import { splitWords, type Word } from './caption-words';
import type { Caption, Gap, SpeakerChange } from './captions';

/**
 * Where the words of a conversation stand on the overlay. Pure; the first aim is stability: a word keeps the row
 * it was first shown on, whatever the recogniser rewrites around it, because readers lose their place when text moves.
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
      readonly final: boolean;
    }
  | { readonly type: 'gap'; readonly key: string; readonly channel: Channel; readonly ms: number };

/** More than the six rows a person may choose, so that the screen stays full when a turn comes to nothing. */
const maxBlocks = 20;
/** How far past `columns` a row may grow before a word already on it has to move. */
const stretch = 1.5;

export const emptyCaptionLines = (columns: number): CaptionLines => ({ columns, blocks: [] });

/** Adds a turn, or replaces its earlier text in place. A final without text takes the turn away. */
export function addCaption(lines: CaptionLines, caption: Caption): CaptionLines {
  const at = lines.blocks.findIndex(
    (block) =>
      block.type === 'turn' &&
      block.caption.channel === caption.channel &&
      block.caption.turn === caption.turn,
  );
  const old = lines.blocks[at];
  const shown = old?.type === 'turn' ? old.words : [];
  const block: TurnBlock = { type: 'turn', caption, words: placeWords(shown, caption.text, lines.columns) };
  if (caption.final && block.words.length === 0) {
    return { ...lines, blocks: lines.blocks.filter((_, index) => index !== at) };
  }
  return old ? { ...lines, blocks: lines.blocks.with(at, block) } : insert(lines, block);
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
          block.type === 'turn' ? { ...block, words: placeWords([], block.caption.text, columns) } : block,
        ),
      };

/** The newest `count` rows, oldest first. */
export function visibleRows(lines: CaptionLines, count: number): CaptionRow[] {
  const rows: CaptionRow[] = [];
  for (const block of lines.blocks.toReversed()) {
    if (rows.length >= count) break;
    rows.unshift(...rowsOf(block));
  }
  const visible = rows.slice(-count);
  return visible.map((row, index) => {
    const above = visible[index - 1];
    if (row.type === 'gap') return row;
    const continues =
      above?.type === 'caption' && above.channel === row.channel && above.speaker === row.speaker;
    return { ...row, named: !continues };
  });
}

function rowsOf(block: Block): CaptionRow[] {
  if (block.type === 'gap') {
    const { channel, fromMs, toMs } = block.gap;
    return [{ type: 'gap', key: `${channel}-gap-${String(fromMs)}`, channel, ms: toMs - fromMs }];
  }
  const { channel, turn, speaker, final } = block.caption;
  const texts = new Map<number, string>();
  for (const { row, spaced, text } of block.words) {
    const before = texts.get(row);
    texts.set(row, before === undefined ? text : `${before}${spaced ? ' ' : ''}${text}`);
  }
  return [...texts].map(([row, text]) => ({
    type: 'caption',
    key: `${channel}-${String(turn)}-${String(row)}`,
    channel,
    speaker,
    named: false,
    text,
    final,
  }));
}

const startOf = (block: Block): number => (block.type === 'gap' ? block.gap.fromMs : block.caption.startMs);

/** Puts a new block where it belongs in time. What is there already keeps its order. */
function insert(lines: CaptionLines, block: Block): CaptionLines {
  const later = lines.blocks.findLastIndex((other) => startOf(other) <= startOf(block)) + 1;
  return { ...lines, blocks: lines.blocks.toSpliced(later, 0, block).slice(-maxBlocks) };
}

/**
 * Gives each word of `text` a row. A word that was shown keeps its row as long as that row can stretch, and lets
 * words be put in before it there; words at the end go onto a next row at `columns`.
 */
function placeWords(shown: readonly PlacedWord[], text: string, columns: number): PlacedWord[] {
  const words = splitWords(text, columns);
  const kept = alignWords(shown, words).map((same) => (same === undefined ? undefined : shown[same]?.row));
  let row = 0;
  let width = 0;
  return words.map((word, index) => {
    const own = kept[index];
    const next = own ?? kept.slice(index).find((later) => later !== undefined);
    const needed = width === 0 ? word.width : width + (word.spaced ? 1 : 0) + word.width;
    if (own !== undefined && own > row) {
      row = own;
      width = word.width;
    } else if (width > 0 && needed > (next === row ? columns * stretch : columns)) {
      row++;
      width = word.width;
    } else {
      width = needed;
    }
    return { ...word, row };
  });
}
