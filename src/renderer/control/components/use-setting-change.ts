import type { Result } from '../../../shared/ipc/ipc-contract';
import type { MessageId } from '../../../shared/locales/messages';
import type { Problem } from '../../../shared/problems';
import type { SettingsPatch } from '../../../shared/settings';
import { inversePatch } from '../state/inverse-patch';
import { changeSettings, currentSettings } from '../state/settings';
import { showToast } from '../state/toasts';
import { useText } from '../text';
import { useAction } from './use-action';

/**
 * Changes settings at once and offers to take it back. `label` is the setting's name for the toast, `told` what the toast
 * says of it.
 */
export function useSettingChange(): {
  change: (patch: SettingsPatch, label: string, told?: MessageId) => Promise<Result<unknown>>;
  problem: Problem | null;
} {
  const t = useText();
  const { run, problem } = useAction();
  return {
    problem,
    change: async (patch, label, told = 'control.toast.changed') => {
      const undo = inversePatch(currentSettings(), patch);
      const answer = await run(() => changeSettings(patch));
      if (answer.ok) {
        showToast({ text: t(told, { setting: label }), undo: () => changeSettings(undo) });
      }
      return answer;
    },
  };
}
