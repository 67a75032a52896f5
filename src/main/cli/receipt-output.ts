import { join } from 'node:path';
import type { SessionReceipt } from '../../shared/session-receipt';
import { receiptFileOf, receiptsTaken, type TakenReceipt } from '../core/receipts/receipt-file';
import { readTranscriptReceipts } from '../core/receipts/transcript-receipts';
import { transcriptsFolder } from '../core/transcripts/transcript-library';
import { writeWholeFile } from '../core/transcripts/write-whole-file';

/**
 * Writes the receipts of a run (docs/receipts.md), with their places in the transcript where one was kept.
 * Throws the file system's error.
 */
export async function writeReceipts(
  file: string,
  receipts: Iterable<SessionReceipt>,
  kept: { profile: string; id: string } | undefined,
): Promise<void> {
  let taken: TakenReceipt[] = [...receipts].map((receipt) => ({ receipt }));
  if (kept) {
    const path = join(transcriptsFolder(kept.profile), `${kept.id}.jsonl`);
    // A disk that took no transcript still has receipts to tell.
    const placed = receiptsTaken(
      kept.id,
      await readTranscriptReceipts(path).catch(() => ({ receiptLines: [] })),
    );
    if (placed.length === taken.length) taken = placed;
  }
  await writeWholeFile(file, receiptFileOf(taken));
}
