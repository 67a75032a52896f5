import { app } from 'electron';
import type { Problem } from '../../shared/problems';
import type { ExportMessages } from '../core/transcripts/transcript-export';
import { TranscriptJournal } from '../core/transcripts/transcript-journal';
import { TranscriptLibrary } from '../core/transcripts/transcript-library';

/** The transcripts in a folder: those kept, and the one that is being written, which can't be removed. */
export function createTranscriptFiles(parts: {
  folder: string;
  messages: () => ExportMessages;
  isSaving: () => boolean;
  report: (problem: Problem) => void;
}): { library: TranscriptLibrary; openJournal: () => TranscriptJournal | null } {
  let journal: TranscriptJournal | undefined;
  const { folder, report } = parts;
  return {
    library: new TranscriptLibrary(folder, parts.messages, () => journal?.id),
    openJournal: () => {
      journal = parts.isSaving()
        ? new TranscriptJournal({ folder, startedAt: new Date(), appVersion: app.getVersion(), report })
        : undefined;
      return journal ?? null;
    },
  };
}
