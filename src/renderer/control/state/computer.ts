import { useEffect } from 'react';
import type { Result } from '../../../shared/ipc/ipc-contract';
import type { AudioInput, Capabilities } from '../../../shared/ipc/ipc-schema';
import { bridge } from '../bridge';
import { ask, askInto } from './ask';
import { createStore, useStore } from './store';

const capabilities = createStore<Capabilities>({
  platform: 'linux',
  appVersion: '',
  clickThrough: false,
  hideFromScreenShare: false,
  systemAudio: false,
  tray: false,
  startAtLogin: false,
  secretStore: 'none',
  languages: [],
});
const audioInputs = createStore<readonly AudioInput[]>([]);

export const currentCapabilities = capabilities.get;

/** What Sotto can do on this computer. */
export const useCapabilities = (): Capabilities => useStore(capabilities);

/** Microphones of this computer, also those plugged in meanwhile. Main looks for them once somebody wants to know. */
export function useAudioInputs(): readonly AudioInput[] {
  useEffect(() => {
    void askInto<readonly AudioInput[]>(audioInputs, () => bridge.app.audioInputs());
  }, []);
  return useStore(audioInputs);
}

export const openMicrophoneSettings = (): Promise<Result<undefined>> =>
  ask(() => bridge.app.openMicrophoneSettings());
export const openSystemAudioSettings = (): Promise<Result<undefined>> =>
  ask(() => bridge.app.openSystemAudioSettings());
export const readNotices = (): Promise<Result<string>> => ask(() => bridge.app.notices());

export function connectComputer(): Promise<Result<unknown>> {
  bridge.app.audioInputsChanged(audioInputs.set);
  return askInto(capabilities, () => bridge.app.capabilities());
}
