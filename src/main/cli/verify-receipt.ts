import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  checkChain,
  checkCounts,
  checkTranscript,
  checkZones,
  compareEntries,
  type Finding,
} from '../core/receipts/check-receipts';
import { parseReceiptFile, type ReceiptEntry } from '../core/receipts/receipt-file';
import { readTranscriptReceipts, type TranscriptReceipts } from '../core/receipts/transcript-receipts';
import { isTranscriptId, transcriptsFolder } from '../core/transcripts/transcript-library';
import { parseTranscriptLine } from '../core/transcripts/transcript-lines';
import { usage, type Messages } from './cli-options';
import { exitCodes } from './exit-codes';

export interface VerifyParts {
  /** A receipt file, or a transcript file. */
  file: string;
  /** Folder in whose transcripts the one of a receipt file is looked for first. */
  profile: string;
  write: (text: string) => void;
  intl: Messages;
}

type Line = Omit<Finding, 'what'> & {
  what:
    | Finding['what']
    | 'is-receipts'
    | 'is-transcript'
    | 'transcript'
    | 'transcript-missing'
    | 'transcript-none'
    | 'empty';
};

/**
 * Checks receipts against themselves and their transcript, and says what was checked.
 * Throws UsageError for a file that can't be read or is neither receipts nor a transcript.
 * @returns the exit code
 */
export async function verifyReceipt(parts: VerifyParts): Promise<number> {
  const { intl, write } = parts;
  const lines = await verify(parts);
  for (const { result, what, values } of lines) {
    const mark = intl.formatMessage({ id: `cli.verify.result.${result}` });
    write(`${mark.padEnd(9)}${intl.formatMessage({ id: `cli.verify.${what}` }, values)}\n`);
  }
  const count = lines.filter(({ result }) => result === 'differs').length;
  write(`${intl.formatMessage({ id: 'cli.verify.end' }, { count })}\n`);
  return count === 0 ? exitCodes.done : exitCodes.differs;
}

async function verify(parts: VerifyParts): Promise<Line[]> {
  const { file, intl } = parts;
  const unreadable = (detail: string): Error =>
    usage(intl, 'cli.file-unreadable', { option: '--verify-receipt', file, detail });
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
  if (isTranscript(file, text)) {
    const transcript = await readTranscriptReceipts(file);
    return [{ result: 'note', what: 'is-transcript', values: { file } }, ...checkTranscript(transcript)];
  }
  let parsed: ReturnType<typeof parseReceiptFile>;
  try {
    parsed = parseReceiptFile(text);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
  return [{ result: 'note', what: 'is-receipts', values: { file } }, ...(await verifyEntries(parsed, parts))];
}

/** A transcript is JSON Lines; its first line may be the one that was damaged. */
const isTranscript = (file: string, text: string): boolean =>
  file.endsWith('.jsonl') || typeof parseTranscriptLine(text.split('\n', 1)[0] ?? '') === 'object';

async function verifyEntries(
  { entries, broken }: ReturnType<typeof parseReceiptFile>,
  { file, profile }: VerifyParts,
): Promise<Line[]> {
  if (entries.length === 0) return [{ result: 'differs', what: 'empty' }];
  const chain: Line =
    broken === undefined
      ? { result: 'ok', what: 'file-chain' }
      : { result: 'differs', what: 'file-chain-broken', values: { entry: broken } };
  const id = entries.find(({ transcript }) => transcript !== undefined)?.transcript;
  if (id === undefined) {
    return [
      chain,
      { result: 'note', what: 'transcript-none' },
      ...checkZones(entries),
      ...checkCounts(entries),
    ];
  }
  const folders = [transcriptsFolder(resolve(profile)), dirname(resolve(file))];
  const found = isTranscriptId(id)
    ? await firstReadable(folders.map((one) => join(one, `${id}.jsonl`)))
    : undefined;
  if (!found) {
    const missing: Line = {
      result: 'differs',
      what: 'transcript-missing',
      values: { id, places: folders.join(', ') },
    };
    return [chain, missing, ...checkZones(entries), ...checkCounts(entries)];
  }
  return [
    chain,
    { result: 'ok', what: 'transcript', values: { path: found.path } },
    ...checkChain(found.transcript),
    ...compareEntries(entriesOf(entries, id), found.transcript),
    ...checkZones(entries, found.transcript),
    ...checkCounts(entries, found.transcript),
  ];
}

/** An entry of another transcript belongs to no line of this one. */
const entriesOf = (entries: readonly ReceiptEntry[], id: string): ReceiptEntry[] =>
  entries.map(({ line, ...entry }) =>
    entry.transcript === id && line !== undefined ? { ...entry, line } : entry,
  );

async function firstReadable(
  paths: readonly string[],
): Promise<{ path: string; transcript: TranscriptReceipts } | undefined> {
  for (const path of paths) {
    const transcript = await readTranscriptReceipts(path).catch(() => undefined);
    if (transcript) return { path, transcript };
  }
  return undefined;
}
