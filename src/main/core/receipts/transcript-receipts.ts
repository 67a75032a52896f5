import { readFile } from 'node:fs/promises';
import type { TranscriptEntry } from '../../../shared/captions';
import type { ChainState, SessionReceipt } from '../../../shared/session-receipt';
import { parseTranscriptLine } from '../transcripts/transcript-lines';
import { ChainReader } from './chained-lines';

/** A receipt as one line of a transcript has it. */
export interface ReceiptLine {
  /** Number of the line in the file, from 1. */
  line: number;
  /** The line's link; absent where lines are not linked. */
  link?: string;
  session: number;
  receipt: SessionReceipt;
}

/** What a transcript file says of where the voice went. */
export interface TranscriptReceipts {
  chain: ChainState;
  /** Whether the last line was left half-written by a crash. */
  isCutShort: boolean;
  /** Whether the conversation was ended, and not its writing broken off. */
  hasEnd: boolean;
  /** Every state of every receipt, as written. */
  receiptLines: ReceiptLine[];
  zones: Extract<TranscriptEntry, { type: 'zone' }>[];
  captions: Extract<TranscriptEntry, { type: 'caption' }>[];
}

/** Reads a transcript file for its receipts. Throws the file system's error; lines not understood are left out. */
export async function readTranscriptReceipts(path: string): Promise<TranscriptReceipts> {
  const chain = new ChainReader();
  const found: Omit<TranscriptReceipts, 'chain'> = {
    isCutShort: false,
    hasEnd: false,
    receiptLines: [],
    zones: [],
    captions: [],
  };
  let line = 0;
  let isFirstVersion = true;
  const texts = (await readFile(path, 'utf8')).split('\n');
  // A whole line ends with a line feed, so that nothing follows the last one.
  const unfinished = texts.pop() ?? '';
  found.isCutShort = unfinished !== '';
  for (const text of unfinished === '' ? texts : [...texts, unfinished]) {
    line += 1;
    const link = chain.take(text);
    const parsed = parseTranscriptLine(text);
    if (typeof parsed === 'string') continue;
    if (parsed.type === 'header') isFirstVersion = parsed.version === 1;
    if (parsed.type === 'end') found.hasEnd = true;
    if (parsed.type === 'zone') found.zones.push(parsed);
    if (parsed.type === 'caption') found.captions.push(parsed);
    if (parsed.type === 'receipt') {
      const { session = found.receiptLines.length + 1, receipt } = parsed;
      found.receiptLines.push({ line, ...(link !== undefined && { link }), session, receipt });
    }
  }
  return { ...found, chain: chain.state(found.isCutShort, isFirstVersion) };
}

/** The last state of each session's receipt, in the order the sessions began. */
export function lastStates(lines: readonly ReceiptLine[]): ReceiptLine[] {
  const bySession = new Map<number, ReceiptLine>();
  for (const line of lines) bySession.set(line.session, line);
  return [...bySession.values()];
}
