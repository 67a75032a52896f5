import type { Result } from '../../../shared/ipc/ipc-contract';
import type { KeyStatus } from '../../../shared/ipc/ipc-schema';
import { bridge } from '../bridge';
import { askInto } from './ask';
import { currentSettings } from './settings';
import { createStore, useStore } from './store';
import { changeZone, currentZone, refreshZones } from './zones';

const key = createStore<KeyStatus>({ set: false });

export const useKeyStatus = (): KeyStatus => useStore(key);

/**
 * Hands a key to main. A key alone never moves the voice: where no zone was chosen yet, the one in force is chosen
 * first, because with a key another one would become the default.
 */
export async function setKey(entered: string): Promise<Result<KeyStatus>> {
  if (currentSettings().zone === null) {
    const kept = await changeZone(currentZone());
    if (!kept.ok) return kept;
  }
  const answer = await askInto(key, () => bridge.key.set(entered));
  await refreshZones();
  return answer;
}

export async function clearKey(): Promise<Result<KeyStatus>> {
  const answer = await askInto(key, () => bridge.key.clear());
  await refreshZones();
  return answer;
}

export const connectKey = (): Promise<Result<unknown>> => askInto(key, () => bridge.key.status());
