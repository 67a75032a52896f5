import type { Result } from '../../../shared/ipc/ipc-contract';
import type { PolicyLimits } from '../../../shared/ipc/ipc-schema';
import { defaultSettings, type Settings, type SettingsPatch } from '../../../shared/settings';
import { bridge } from '../bridge';
import { ask, askInto } from './ask';
import { createStore, useStore } from './store';
import { refreshZones } from './zones';

const settings = createStore<Settings>(defaultSettings);
const limits = createStore<PolicyLimits>({ models: null, saveTranscripts: null });

export const useSettings = (): Settings => useStore(settings);
export const usePolicyLimits = (): PolicyLimits => useStore(limits);
export const currentSettings = settings.get;

export const changeSettings = (patch: SettingsPatch): Promise<Result<Settings>> =>
  askInto(settings, () => bridge.settings.change(patch));

/** Puts every setting back, except that the first run stays done. */
export async function resetSettings(): Promise<Result<unknown>> {
  const reset = await ask(() => bridge.settings.reset());
  return reset.ok ? changeSettings({ onboarded: true }) : reset;
}

export const setOverlayVisible = (visible: boolean): Promise<Result<undefined>> =>
  ask(() => bridge.overlay.setVisible(visible));

export function connectSettings(): Promise<Result<unknown>[]> {
  bridge.settings.changed((next) => {
    settings.set(next);
    void refreshZones();
  });
  return Promise.all([
    askInto(settings, () => bridge.settings.get()),
    askInto(limits, () => bridge.settings.policyLimits()),
  ]);
}
