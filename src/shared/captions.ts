import type { Channel } from './audio';
import type { ZoneId } from './zones';

/**
 * One turn of speech as shown to a person. A later caption with the same channel and turn replaces the
 * earlier one; exactly one has `final: true` (with empty text if the turn came to nothing).
 */
export interface Caption {
  channel: Channel;
  /** Sotto's own id, rising per channel from 1. A reconnect neither reuses nor repeats one. */
  turn: number;
  text: string;
  final: boolean;
  /** Times on the source's sample clock, ms since captions started. */
  startMs: number;
  endMs: number;
  /** Diarization label, where the model gives one. */
  speaker?: string;
  /** From the end of the audio this text covers to its arrival, ms of wall time; absent where it can't be known. */
  latencyMs?: number;
}

/** The speaker of a final caption, corrected: text and times stay. The last one for a turn counts. */
export interface SpeakerChange {
  channel: Channel;
  turn: number;
  speaker: string;
}

/** Speech that could not be captioned (buffer overrun, lost frames): shown, never hidden. */
export interface Gap {
  channel: Channel;
  fromMs: number;
  toMs: number;
}

/** A line of the transcript, in the order it was said. */
export type TranscriptEntry =
  | ({ type: 'caption' } & Omit<Caption, 'final' | 'latencyMs'>)
  | ({ type: 'gap' } & Gap)
  | { type: 'zone'; zone: ZoneId; host: string; atMs: number };

/** Puts a corrected speaker into the entries of a transcript. */
export function nameSpeaker(entries: TranscriptEntry[], { channel, turn, speaker }: SpeakerChange): void {
  const at = entries.findLastIndex(
    (entry) => entry.type === 'caption' && entry.channel === channel && entry.turn === turn,
  );
  const entry = entries[at];
  if (entry?.type === 'caption') entries[at] = { ...entry, speaker };
}

/** What the transcripts list shows of one recorded conversation. */
export interface TranscriptSummary {
  /** File name without extension; sortable by time. */
  id: string;
  /** ISO 8601. */
  startedAt: string;
  durationMs: number;
  zones: ZoneId[];
  turns: number;
  /** First words, for the list. */
  preview: string;
  /** True where the file ends without its end mark (the app was killed while captioning). */
  interrupted: boolean;
}

export interface Transcript {
  summary: TranscriptSummary;
  entries: TranscriptEntry[];
}

export const exportFormats = ['txt', 'srt', 'vtt', 'md', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];
