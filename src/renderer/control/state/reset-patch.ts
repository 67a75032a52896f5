import { settingAt, settingsNamed, type SettingName } from '../../../shared/setting-names';
import { defaultSettings, type Settings, type SettingsPatch } from '../../../shared/settings';

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A patch of one value: `a.b` and 1 → `{ a: { b: 1 } }`. */
const patchOf = (name: string, value: unknown): object =>
  name.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const merge = (one: unknown, other: unknown): unknown =>
  isObject(one) && isObject(other)
    ? Object.entries(other).reduce((all, [key, value]) => ({ ...all, [key]: merge(all[key], value) }), one)
    : other;

/**
 * The patch that puts settings back to their defaults; null where all of them are there already.
 * @param names settings or groups of them; also entries of a record, as `speechOptions.speaker_labels`
 * @param locked names of settings that can't be changed
 */
export function resetPatch(
  settings: Settings,
  names: readonly SettingName[],
  locked: readonly string[],
): SettingsPatch | null {
  const changed = names
    .flatMap((name) => {
      const known = settingsNamed(name);
      return known.length > 0 ? known : [name];
    })
    .filter((name) => !locked.some((one) => name === one || name.startsWith(`${one}.`)))
    .filter((name) => !isSame(settingAt(settings, name), settingAt(defaultSettings, name)));
  if (changed.length === 0) return null;
  return changed.reduce<unknown>((patch, name) => merge(patch, resetOf(settings, name)), {}) as SettingsPatch;
}

/** Patches merge, so a record is emptied entry by entry. */
function resetOf(settings: Settings, name: string): object {
  const now = settingAt(settings, name);
  const initial = settingAt(defaultSettings, name);
  const value =
    isObject(now) && isObject(initial)
      ? { ...Object.fromEntries(Object.keys(now).map((key) => [key, undefined])), ...initial }
      : initial;
  return patchOf(name, value);
}
