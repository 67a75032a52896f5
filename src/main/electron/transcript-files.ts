import { app } from 'electron';
import { createMessages } from '../../shared/locales/messages';
import type { Problem } from '../../shared/problems';
import { TranscriptJournal } from '../core/transcripts/transcript-journal';
import { TranscriptLibrary } from '../core/transcripts/transcript-library';

/** The transcripts in a folder: those kept, and the one that is being written, which can't be removed. */
export function createTranscriptFiles(parts: {
  folder: string;
  isSaving: () => boolean;
  report: (problem: Problem) => void;
}): { library: TranscriptLibrary; openJournal: () => TranscriptJournal | null } {
  let journal: TranscriptJournal | undefined;
  const { folder, report } = parts;
  return {
    library: new TranscriptLibrary(folder, createMessages(), () => journal?.id),
    openJournal: () => {
      journal = parts.isSaving()
        ? new TranscriptJournal({ folder, startedAt: new Date(), appVersion: app.getVersion(), report })
        : undefined;
      return journal ?? null;
    },
  };
}
