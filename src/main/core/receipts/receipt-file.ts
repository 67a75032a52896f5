import { z } from 'zod';
import { sessionReceiptSchema, type SessionReceipt } from '../../../shared/session-receipt';
import { ChainReader, withLink } from './chained-lines';
import { lastStates, type TranscriptReceipts } from './transcript-receipts';

/** A receipt in a receipt file, with the place in the transcript it was taken from. */
const entrySchema = sessionReceiptSchema.extend({
  transcript: z
    .string()
    .describe('The transcript it belongs to: its file name without extension. Absent where none was kept.')
    .exactOptional(),
  line: z.int().min(1).describe("The transcript's line that has this state of the receipt.").exactOptional(),
  lineLink: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("That line's link, which stands for every line up to it.")
    .exactOptional(),
  link: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("SHA-256 of the link of the entry before and of this entry's compact JSON up to its link."),
});
export type ReceiptEntry = z.infer<typeof entrySchema>;

/** The receipts of one conversation as they leave Sotto (docs/receipts.md). */
export const receiptFileSchema = z
  .array(entrySchema)
  .describe('Receipts of the sessions of one conversation with Sotto, in the order the sessions began.');

export interface TakenReceipt {
  receipt: SessionReceipt;
  from?: { transcript: string; line: number; lineLink?: string };
}

/** The receipts of a transcript, as they are now, with their places in it. */
export const receiptsTaken = (
  transcript: string,
  { receiptLines }: Pick<TranscriptReceipts, 'receiptLines'>,
): TakenReceipt[] =>
  lastStates(receiptLines).map(({ receipt, line, link }) => ({
    receipt,
    from: { transcript, line, ...(link !== undefined && { lineLink: link }) },
  }));

/** The text of a receipt file. */
export function receiptFileOf(receipts: readonly TakenReceipt[]): string {
  let link = '';
  const entries = receipts.map(({ receipt, from }) => {
    const linked = withLink(JSON.stringify({ ...from, ...receipt }), link);
    link = linked.link;
    return JSON.parse(linked.text) as unknown;
  });
  return `${JSON.stringify(entries, undefined, 2)}\n`;
}

/**
 * Reads a receipt file. Throws an Error that says what is wrong where it isn't one.
 * @returns its entries, and the number (from 1) of the first that its link doesn't fit
 */
export function parseReceiptFile(text: string): { entries: ReceiptEntry[]; broken: number | undefined } {
  const value: unknown = JSON.parse(text);
  const parsed = receiptFileSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      issue ? `${z.core.toDotPath(issue.path)}: ${issue.message}` : 'it is no list of receipts',
    );
  }
  const chain = new ChainReader();
  // Not the parsed entries: their keys are in the order of the schema.
  for (const entry of value as unknown[]) chain.take(JSON.stringify(entry));
  const state = chain.state(false, false);
  return { entries: parsed.data, broken: state.state === 'broken' ? state.line : undefined };
}
