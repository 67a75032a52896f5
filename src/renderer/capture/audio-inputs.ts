import type { AudioInput } from '../../shared/ipc/ipc-schema';

/** Chromium lists these beside the devices they stand for. */
const aliases: readonly string[] = ['default', 'communications'];

type Device = Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'groupId' | 'label'>;

const inputsAmong = <T extends Device>(devices: readonly T[]): T[] =>
  devices.filter((device) => device.kind === 'audioinput');

/** The input an alias stands for, or the input itself. */
const behind = <T extends Device>(device: T, devices: readonly T[]): T =>
  aliases.includes(device.deviceId)
    ? (inputsAmong(devices).find(
        ({ deviceId, groupId, label }) =>
          !aliases.includes(deviceId) &&
          (device.label.endsWith(label) || (groupId !== '' && groupId === device.groupId)),
      ) ?? device)
    : device;

/** The microphones a person can choose from. Before the microphone is allowed, devices have no id: then none. */
export function selectableInputs(devices: readonly Device[]): AudioInput[] {
  const alias = devices.find(({ kind, deviceId }) => kind === 'audioinput' && deviceId === 'default');
  const preferred = alias && behind(alias, devices).deviceId;
  return inputsAmong(devices)
    .filter(({ deviceId }) => deviceId !== '' && !aliases.includes(deviceId))
    .map(({ deviceId, label }) => ({
      deviceId: deviceId.slice(0, 300),
      label: label.slice(0, 300),
      ...(deviceId === preferred && { isDefault: true }),
    }))
    .slice(0, 100);
}

/** The input `getUserMedia` takes for this wish: the one wished for, else the system's default. */
export function microphoneAmong<T extends Device>(
  devices: readonly T[],
  wishedId: string | null,
): T | undefined {
  const inputs = inputsAmong(devices);
  return (
    inputs.find(({ deviceId }) => deviceId === wishedId) ??
    inputs.find(({ deviceId }) => deviceId === 'default') ??
    inputs[0]
  );
}

/** Inputs other than this one, the system's default first. */
export function alternativesTo<T extends Device>(input: T | undefined, devices: readonly T[]): T[] {
  const others = inputsAmong(devices).filter(
    ({ deviceId }) => !aliases.includes(deviceId) && deviceId !== (input && behind(input, devices).deviceId),
  );
  const fallback = microphoneAmong(devices, null);
  const first = fallback && behind(fallback, devices).deviceId;
  return others.toSorted((one, other) => Number(other.deviceId === first) - Number(one.deviceId === first));
}

/** Whether there is a microphone at all: the input that stands for the computer's own sound is none. */
export const hasMicrophone = (
  devices: readonly Device[],
  computerSoundLabel: string | undefined,
): boolean => {
  const inputs = inputsAmong(devices);
  if (computerSoundLabel === undefined) return inputs.length > 0;
  // An alias stands for one of the others, so it says nothing.
  return inputs.some(
    ({ deviceId, label }) => !aliases.includes(deviceId) && !label.includes(computerSoundLabel),
  );
};

/** The input whose label is this one, or holds it: systems put their own words around a name. */
export function inputLabelled<T extends Device>(devices: readonly T[], label: string): T | undefined {
  const inputs = inputsAmong(devices).filter(({ deviceId }) => !aliases.includes(deviceId));
  return (
    inputs.find((device) => device.label === label) ?? inputs.find((device) => device.label.includes(label))
  );
}

/** Tells devices apart, the one behind the alias `default` included: it changes when the default does. */
export const identityOf = ({ deviceId, groupId, label }: Device): string =>
  [deviceId, groupId, label].join('\n');
