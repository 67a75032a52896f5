import { noHotkeys, type HotkeyStates } from '../../../shared/hotkeys';
import type { Result } from '../../../shared/ipc/ipc-contract';
import { bridge } from '../bridge';
import { askInto } from './ask';
import { createStore, useStore } from './store';

const states = createStore<HotkeyStates>(noHotkeys);

/** Which shortcuts the system lets Sotto have, as it is now. */
export const useHotkeyStates = (): HotkeyStates => useStore(states);

export function connectHotkeys(): Promise<Result<unknown>> {
  bridge.hotkeys.statesChanged(states.set);
  return askInto(states, () => bridge.hotkeys.states());
}
