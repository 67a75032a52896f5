import { nameSpeaker, type ExportFormat, type TranscriptEntry } from '../../shared/captions';
import { exportTranscript } from '../core/transcripts/transcript-export';
import { byTime, summarise } from '../core/transcripts/transcript-summary';
import type { CaptionOutput } from './caption-output';
import type { Messages } from './cli-options';

export interface DocumentOutputParts {
  format: ExportFormat;
  startedAt: Date;
  /** Writes the whole document. */
  write: (text: string) => Promise<void>;
  note: (text: string) => void;
  intl: Messages;
}

/** The formats that are a document: written as a whole at the end, when the order of all turns is known. */
export function documentOutput({ format, startedAt, write, note, intl }: DocumentOutputParts): CaptionOutput {
  const entries: TranscriptEntry[] = [];
  return {
    note,
    session: () => undefined,
    caption: ({ final, latencyMs: _, ...caption }) => {
      if (final && caption.text !== '') entries.push({ type: 'caption', ...caption });
    },
    speaker: (change) => {
      nameSpeaker(entries, change);
    },
    gap: (gap) => entries.push({ type: 'gap', ...gap }),
    zone: (change) => entries.push({ type: 'zone', ...change }),
    end: async ({ audioMs }) => {
      entries.sort(byTime);
      const at = startedAt.toISOString();
      const id = `${at.slice(0, 19).replace('T', '-').replaceAll(':', '')}-001`;
      const summary = summarise({ id, header: { startedAt: at }, entries, end: { durationMs: audioMs } });
      await write(exportTranscript({ summary, entries }, format, intl));
    },
  };
}
