import type { TranscriptEntry, TranscriptSummary } from '../../../shared/captions';
import type { TranscriptEnd, TranscriptHeader } from './transcript-lines';

const previewLength = 120;

/** When an entry began, ms since captions started. */
export const startOf = (entry: TranscriptEntry): number =>
  entry.type === 'caption' ? entry.startMs : entry.type === 'gap' ? entry.fromMs : entry.atMs;

const endOf = (entry: TranscriptEntry): number =>
  entry.type === 'caption' ? entry.endMs : entry.type === 'gap' ? entry.toMs : entry.atMs;

/** Sorts entries into the order they were said: finals of two channels come in the order they were settled. */
export const byTime = (a: TranscriptEntry, b: TranscriptEntry): number => startOf(a) - startOf(b);

export interface RecordedConversation {
  /** `yyyy-mm-dd-hhmmss-nnn`, UTC. */
  id: string;
  header?: Pick<TranscriptHeader, 'startedAt'> | undefined;
  entries: readonly TranscriptEntry[];
  end?: Pick<TranscriptEnd, 'durationMs'> | undefined;
  /** Still being written, so that a missing end mark says nothing. */
  isLive?: boolean;
}

/** What the list of transcripts shows of a conversation. */
export function summarise(recorded: RecordedConversation): TranscriptSummary {
  const { id, header, entries, end, isLive = false } = recorded;
  const captions = entries.filter((entry) => entry.type === 'caption');
  const zones = entries.flatMap((entry) => (entry.type === 'zone' ? [entry.zone] : []));
  const lastMs = entries.reduce((last, entry) => Math.max(last, endOf(entry)), 0);
  const firstWords = captions.slice(0, 20).map((caption) => caption.text);
  return {
    id,
    startedAt: header?.startedAt ?? startedAtOf(id),
    durationMs: end?.durationMs ?? lastMs,
    zones: [...new Set(zones)],
    turns: captions.length,
    preview: shorten(firstWords.join(' '), previewLength),
    interrupted: !end && !isLive,
  };
}

/** When a conversation began, ISO 8601, by its id. */
export const startedAtOf = (id: string): string =>
  id.replace(/^(\d{4}-\d{2}-\d{2})-(\d{2})(\d{2})(\d{2})-\d+$/, '$1T$2:$3:$4.000Z');

const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, text.lastIndexOf(' ', length) || length)}…`;
