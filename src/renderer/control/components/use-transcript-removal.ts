import type { Result } from '../../../shared/ipc/ipc-contract';
import type { Problem } from '../../../shared/problems';
import { showToast } from '../state/toasts';
import { removeTranscript, restoreTranscript } from '../state/transcripts';
import { useText } from '../text';
import { useAction } from './use-action';

/** Deletes a transcript and offers to bring it back. */
export function useTranscriptRemoval(): {
  remove: (id: string) => Promise<Result<undefined>>;
  problem: Problem | null;
} {
  const t = useText();
  const { run, problem } = useAction();
  return {
    problem,
    remove: async (id) => {
      const answer = await run(() => removeTranscript(id));
      if (answer.ok) showToast({ text: t('control.transcripts.removed'), undo: () => restoreTranscript(id) });
      return answer;
    },
  };
}
