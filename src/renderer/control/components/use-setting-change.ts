import type { Result } from '../../../shared/ipc/ipc-contract';
import type { Problem } from '../../../shared/problems';
import type { SettingsPatch } from '../../../shared/settings';
import { inversePatch } from '../state/inverse-patch';
import { changeSettings, currentSettings } from '../state/settings';
import { showToast } from '../state/toasts';
import { useText } from '../text';
import { useAction } from './use-action';

/**
 * Changes settings at once and offers to take it back. `label` is the setting's name for the toast.
 */
export function useSettingChange(): {
  change: (patch: SettingsPatch, label: string) => Promise<Result<unknown>>;
  problem: Problem | null;
} {
  const t = useText();
  const { run, problem } = useAction();
  return {
    problem,
    change: async (patch, label) => {
      const undo = inversePatch(currentSettings(), patch);
      const answer = await run(() => changeSettings(patch));
      if (answer.ok) {
        showToast({ text: t('control.toast.changed', { setting: label }), undo: () => changeSettings(undo) });
      }
      return answer;
    },
  };
}
