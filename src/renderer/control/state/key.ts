import type { Result } from '../../../shared/ipc/ipc-contract';
import type { AccessCheck, KeyStatus } from '../../../shared/ipc/ipc-schema';
import type { ZoneId } from '../../../shared/zones';
import { bridge } from '../bridge';
import { ask, askInto } from './ask';
import { currentCapabilities } from './computer';
import { currentSettings } from './settings';
import { createStore, useStore } from './store';
import { changeZone, currentZone, refreshZones } from './zones';

const key = createStore<KeyStatus>({ set: false });
/** Whether to keep a key weakly is being asked; the function takes the answer. */
const keepKeyQuestion = createStore<((keep: boolean) => void) | null>(null);

export const useKeyStatus = (): KeyStatus => useStore(key);
export const useKeepKeyQuestion = (): boolean => useStore(keepKeyQuestion) !== null;

/** Whether sessions in AssemblyAI's zones can be opened: with a key, or with an organisation's tokens. */
export const opensCloudZones = ({ set, broker }: KeyStatus): boolean => set || broker !== undefined;

/**
 * Access alone never moves the voice: where no zone was chosen yet, the one in force is chosen first, because with a key
 * or a broker another one would become the default.
 */
async function holdZone(): Promise<Result<unknown>> {
  return currentSettings().zone === null ? changeZone(currentZone()) : { ok: true, value: undefined };
}

/** Hands a key to main. Where it can be protected only weakly, the person is asked what to do. */
export async function setKey(entered: string): Promise<Result<KeyStatus>> {
  const held = await holdZone();
  if (!held.ok) return held;
  const answer = await askInto(key, () => bridge.key.set(entered));
  await refreshZones();
  const isWeak = currentCapabilities().secretStore === 'weak';
  if (!answer.ok || answer.value.kept !== 'memory' || !isWeak) return answer;
  return (await askToKeep()) ? keepKeyWeakly() : answer;
}

export const keepKeyWeakly = (): Promise<Result<KeyStatus>> => askInto(key, () => bridge.key.keepWeakly());

const askToKeep = (): Promise<boolean> =>
  new Promise((resolve) => {
    keepKeyQuestion.set(resolve);
  });

export function answerKeepKey(keep: boolean): void {
  const answer = keepKeyQuestion.get();
  keepKeyQuestion.set(null);
  answer?.(keep);
}

export async function clearKey(): Promise<Result<KeyStatus>> {
  const answer = await askInto(key, () => bridge.key.clear());
  await refreshZones();
  return answer;
}

/** Address of the organisation's token broker; empty takes it away. */
export async function setBroker(url: string): Promise<Result<KeyStatus>> {
  const held = url === '' ? ({ ok: true } as const) : await holdZone();
  if (!held.ok) return held;
  const answer = await askInto(key, () => bridge.key.setBroker(url));
  await refreshZones();
  return answer;
}

export const checkAccess = (zone: ZoneId): Promise<Result<AccessCheck>> => ask(() => bridge.key.check(zone));

export const connectKey = (): Promise<Result<unknown>> => askInto(key, () => bridge.key.status());
