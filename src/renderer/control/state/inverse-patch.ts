import type { Settings, SettingsPatch } from '../../../shared/settings';

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function inverse(previous: unknown, patch: Record<string, unknown>): Record<string, unknown> {
  const before = isPlainObject(previous) ? previous : {};
  return Object.fromEntries(
    Object.entries(patch).map(([name, value]) => [
      name,
      isPlainObject(value) && isPlainObject(before[name]) ? inverse(before[name], value) : before[name],
    ]),
  );
}

/** The patch that takes a patch back: the previous value of everything it names. */
export const inversePatch = (previous: Settings, patch: SettingsPatch): SettingsPatch =>
  inverse(previous, patch) as SettingsPatch;
