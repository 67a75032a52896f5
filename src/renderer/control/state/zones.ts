import type { Result } from '../../../shared/ipc/ipc-contract';
import type { ZoneOption } from '../../../shared/ipc/ipc-schema';
import type { ZoneId } from '../../../shared/zones';
import { bridge } from '../bridge';
import { ask, askInto } from './ask';
import { createStore, useStore } from './store';

interface Zones {
  inForce: ZoneId;
  options: readonly ZoneOption[];
}

const zones = createStore<Zones>({ inForce: 'device', options: [] });

export const useZones = (): Zones => useStore(zones);
export const currentZone = (): ZoneId => zones.get().inForce;

export const refreshZones = (): Promise<Result<Zones>> =>
  askInto<Zones>(zones, () => bridge.settings.zones());

/** Moves the voice; captions that run go on in the new zone. */
export async function changeZone(zone: ZoneId): Promise<Result<undefined>> {
  const answer = await ask(() => bridge.settings.changeZone(zone));
  await refreshZones();
  return answer;
}

/** How long it takes to connect to a zone, ms; nothing is sent there. */
export const measureDelay = (zone: ZoneId): Promise<Result<number>> =>
  ask(() => bridge.settings.measureDelay(zone));

export const stopMeasuring = (): void => {
  bridge.settings.stopMeasuring();
};

/** The zone also moves by the tray: main then tells a new status. */
export function connectZones(): Promise<Result<unknown>> {
  bridge.captioning.statusChanged((status) => {
    if (status.zone !== zones.get().inForce) void refreshZones();
  });
  return refreshZones();
}
