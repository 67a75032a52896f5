import type { ExportFormat, Transcript, TranscriptSummary } from '../../../shared/captions';
import type { Result } from '../../../shared/ipc/ipc-contract';
import type { ConversationReceipts } from '../../../shared/session-receipt';
import { bridge } from '../bridge';
import { ask, askInto } from './ask';
import { createStore, useStore } from './store';

const transcripts = createStore<readonly TranscriptSummary[]>([]);

/** Newest first. */
export const useTranscripts = (): readonly TranscriptSummary[] => useStore(transcripts);

export const refreshTranscripts = (): Promise<Result<readonly TranscriptSummary[]>> =>
  askInto<readonly TranscriptSummary[]>(transcripts, async () => {
    const answer = await bridge.transcripts.list();
    if (!answer.ok) return answer;
    return { ok: true, value: answer.value.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt)) };
  });

export const readTranscript = (id: string): Promise<Result<Transcript>> =>
  ask(() => bridge.transcripts.read(id));

export const exportTranscript = (id: string, format: ExportFormat): Promise<Result<string | null>> =>
  ask(() => bridge.transcripts.export({ id, format }));

export const readReceipts = (id: string): Promise<Result<ConversationReceipts>> =>
  ask(() => bridge.transcripts.receipts(id));

export const exportReceipts = (id: string): Promise<Result<string | null>> =>
  ask(() => bridge.transcripts.exportReceipts(id));

export async function removeTranscript(id: string): Promise<Result<undefined>> {
  const answer = await ask(() => bridge.transcripts.remove(id));
  await refreshTranscripts();
  return answer;
}

export async function restoreTranscript(id: string): Promise<Result<undefined>> {
  const answer = await ask(() => bridge.transcripts.restore(id));
  await refreshTranscripts();
  return answer;
}

export function connectTranscripts(): Promise<Result<unknown>> {
  bridge.transcripts.changed(() => void refreshTranscripts());
  return refreshTranscripts();
}
