import type { Capabilities } from './ipc/ipc-schema';
import type { SettingName } from './setting-names';

/** What a setting needs of this computer. One that isn't named here works everywhere. */
const needs: Partial<Record<SettingName, (computer: Capabilities) => boolean>> = {
  'sources.systemAudio': ({ systemAudio }) => systemAudio,
  'overlay.clickThrough': ({ clickThrough }) => clickThrough,
  'overlay.hideFromScreenShare': ({ hideFromScreenShare }) => hideFromScreenShare,
  'hotkeys.toggleClickThrough': ({ clickThrough }) => clickThrough,
  startAtLogin: (computer) => computer.startAtLogin,
};

/** Whether a setting does anything on this computer: one that doesn't is offered nowhere. */
export const isSettingSupported = (setting: SettingName, computer: Capabilities): boolean =>
  needs[setting]?.(computer) ?? true;
