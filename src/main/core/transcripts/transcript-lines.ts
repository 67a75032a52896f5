import { z } from 'zod';
import { channels } from '../../../shared/audio';
import type { SpeakerChange, TranscriptEntry } from '../../../shared/captions';
import { sessionReceiptSchema, type SessionReceipt } from '../../../shared/session-receipt';
import { zoneIds } from '../../../shared/zones';

/**
 * A transcript file: JSON Lines, the header first, an end mark last. Lines of a kind this version doesn't know are
 * skipped, so that a later Sotto can add kinds without a new version. Since version 2 the lines are linked
 * (chained-lines.ts).
 */
export const transcriptVersion = 2;

const channel = z.enum(channels);
const ms = z.number().nonnegative();

const header = z.object({
  type: z.literal('header'),
  version: z.literal([1, transcriptVersion]),
  startedAt: z.iso.datetime(),
  appVersion: z.string(),
});
const caption = z.object({
  type: z.literal('caption'),
  channel,
  turn: z.int(),
  text: z.string(),
  startMs: ms,
  endMs: ms,
  speaker: z.string().exactOptional(),
});
/** The speaker of a caption before it, corrected. */
const speaker = z.object({ type: z.literal('speaker'), channel, turn: z.int(), speaker: z.string() });
const gap = z.object({ type: z.literal('gap'), channel, fromMs: ms, toMs: ms });
const zone = z.object({ type: z.literal('zone'), zone: z.enum(zoneIds), host: z.string(), atMs: ms });
const receipt = z.object({
  type: z.literal('receipt'),
  /** Number of the session in this conversation, from 1; a later line of the same session counts. Absent in version 1. */
  session: z.int().exactOptional(),
  receipt: sessionReceiptSchema,
});
const end = z.object({ type: z.literal('end'), durationMs: ms, unsavedEntries: z.int().exactOptional() });

const line = z.discriminatedUnion('type', [header, caption, speaker, gap, zone, receipt, end]);
const known = new Set(line.options.map((option) => option.shape.type.value as string));

export type TranscriptHeader = z.infer<typeof header>;
export type TranscriptEnd = z.infer<typeof end>;
export type TranscriptReceipt = Omit<z.infer<typeof receipt>, 'receipt'> & { receipt: SessionReceipt };
export type TranscriptLine =
  | TranscriptHeader
  | TranscriptEntry
  | ({ type: 'speaker' } & SpeakerChange)
  | TranscriptReceipt
  | TranscriptEnd;

/** @returns the line, `unknown-kind` for one of a later Sotto, or `broken` for one that isn't understood */
export function parseTranscriptLine(text: string): TranscriptLine | 'unknown-kind' | 'broken' {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'broken';
  }
  if (!isObject(value) || typeof value['type'] !== 'string') return 'broken';
  if (!known.has(value['type'])) return 'unknown-kind';
  const parsed = line.safeParse(value);
  return parsed.success ? parsed.data : 'broken';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
