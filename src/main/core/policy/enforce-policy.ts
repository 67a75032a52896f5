import { toProblem, type Problem } from '../../../shared/problems';
import type { Settings } from '../../../shared/settings';
import type { Conversation } from '../conversation/conversation';
import type { SettingsStore } from '../settings/settings-store';
import { Retention } from '../transcripts/retention';
import type { TranscriptLibrary } from '../transcripts/transcript-library';
import type { ZoneChoice } from '../zones/zone-choice';
import type { MachinePolicy } from './machine-policy';

export interface EnforcedParts {
  policy: MachinePolicy;
  conversation: Pick<Conversation, 'isRunning' | 'status' | 'endWith' | 'refresh'>;
  zoneChoice: Pick<ZoneChoice, 'refusalOf'>;
  settings: Pick<SettingsStore, 'get' | 'refresh'>;
  library: Pick<TranscriptLibrary, 'deleteBefore'>;
  report: (problem: Problem) => void;
  /** What is locked may have changed, the settings too. */
  settingsChanged: (now: Settings) => void;
  transcriptsChanged: () => void;
}

/**
 * Does what a policy asks for without anybody using Sotto: follows a change of the policy, and deletes old transcripts.
 * @returns a function that ends it
 */
export function enforcePolicy(parts: EnforcedParts): () => void {
  const { policy, conversation, zoneChoice, settings, report } = parts;
  const retention = new Retention({
    library: parts.library,
    days: () => policy.read().retentionDays,
    now: () => new Date(),
    report,
    changed: parts.transcriptsChanged,
  });

  const follow = async (): Promise<void> => {
    const wasRunning = conversation.isRunning;
    if (wasRunning) {
      const problem = await zoneChoice.refusalOf(conversation.status);
      if (problem) {
        report(problem);
        await conversation.endWith(problem);
      }
    }
    // Only now: a conversation that may not go on must not be moved by settings that changed under it.
    settings.refresh();
    parts.settingsChanged(settings.get());
    // A policy that isn't understood is told by the status of the conversation.
    if (!wasRunning) await conversation.refresh().catch(() => undefined);
    await retention.enforce();
  };

  const stopRetention = retention.start();
  const leave = policy.watch(() => {
    follow().catch((error: unknown) => {
      report(toProblem(error));
    });
  });
  return () => {
    leave();
    stopRetention();
  };
}
