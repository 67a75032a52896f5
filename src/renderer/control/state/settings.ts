import type { Result } from '../../../shared/ipc/ipc-contract';
import { noPolicyLimits, type PolicyLimits } from '../../../shared/ipc/ipc-schema';
import { isSettingLocked, type SettingName } from '../../../shared/setting-names';
import { defaultSettings, type Settings, type SettingsPatch } from '../../../shared/settings';
import { bridge } from '../bridge';
import { ask, askInto } from './ask';
import { createStore, useStore } from './store';
import { refreshZones } from './zones';

const settings = createStore<Settings>(defaultSettings);
const limits = createStore<PolicyLimits>(noPolicyLimits);

export const useSettings = (): Settings => useStore(settings);
/** Whether the organisation decides what a control changes. */
export const useIsLocked = (setting: SettingName | undefined): boolean => {
  const { locked } = useStore(limits);
  return setting !== undefined && isSettingLocked(locked, setting);
};
export const usePolicyLimits = (): PolicyLimits => useStore(limits);
export const currentSettings = settings.get;

export const changeSettings = (patch: SettingsPatch): Promise<Result<Settings>> =>
  askInto(settings, () => bridge.settings.change(patch));

/** Puts every setting back, except that the first run stays done. */
export const resetSettings = (): Promise<Result<Settings>> =>
  askInto(settings, () => bridge.settings.reset());

/** Writes the key terms into a file the person chooses: its path, or null where they changed their mind. */
export const exportKeyTerms = (): Promise<Result<string | null>> =>
  ask(() => bridge.settings.exportKeyTerms());

export const setOverlayVisible = (visible: boolean): Promise<Result<undefined>> =>
  ask(() => bridge.overlay.setVisible(visible));

/** A policy may change while Sotto runs; main then tells the settings anew. */
const refreshLimits = (): Promise<Result<PolicyLimits>> =>
  askInto(limits, () => bridge.settings.policyLimits());

export const moveOverlay = (where: 'top' | 'bottom' | 'usual'): Promise<Result<undefined>> =>
  ask(() => bridge.overlay.moveTo(where));

export function connectSettings(): Promise<Result<unknown>[]> {
  bridge.settings.changed((next) => {
    settings.set(next);
    void refreshZones();
    void refreshLimits();
  });
  return Promise.all([askInto(settings, () => bridge.settings.get()), refreshLimits()]);
}
