import { defaultSettings, type Settings } from './settings';

type Group = Readonly<Record<string, unknown>>;

/** Names of settings and of groups of them as they are in settings.json: `zone`, `overlay`, `overlay.look.lines`… */
export type SettingName =
  NamesIn<Omit<Settings, 'settingsVersion' | 'onboarded' | 'firstRunStep' | 'models'>> | 'models';
type NamesIn<T> = {
  [Key in keyof T & string]: T[Key] extends readonly unknown[]
    ? Key
    : T[Key] extends object
      ? Key | `${Key}.${NamesIn<T[Key]>}`
      : Key;
}[keyof T & string];

/** What the settings file remembers without being a choice of the person. */
const remembered = new Set([
  'settingsVersion',
  'onboarded',
  'firstRunStep',
  'overlay.places',
  'overlay.bounds',
]);

const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

const namesIn = (group: Group, prefix = ''): string[] =>
  Object.entries(group).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    if (remembered.has(name)) return [];
    return isGroup(value) ? [name, ...namesIn(value, `${name}.`)] : [name];
  });

/** Every setting and group of settings by its name. */
export const settingNames: readonly string[] = namesIn(defaultSettings);

/** The settings a name stands for: itself, or those of the group. */
export const settingsNamed = (name: string): string[] =>
  settingNames.filter(
    (one) => (one === name || one.startsWith(`${name}.`)) && !isGroup(settingAt(defaultSettings, one)),
  );

/** Value of a setting by its name; undefined where there is none. */
export const settingAt = (settings: unknown, name: string): unknown =>
  name.split('.').reduce((group, key) => (isGroup(group) ? group[key] : undefined), settings);

/** The settings with one of them replaced. */
export const withSetting = (settings: Settings, name: string, value: unknown): Settings =>
  replaced(settings, name.split('.'), value) as Settings;

function replaced(group: Group, [key = '', ...rest]: readonly string[], value: unknown): Group {
  const inner = group[key];
  return { ...group, [key]: rest.length === 0 ? value : replaced(isGroup(inner) ? inner : {}, rest, value) };
}

/** Whether a control is locked: all that it changes is among the settings `locked`. */
export const isSettingLocked = (locked: readonly string[], name: SettingName): boolean => {
  const named = settingsNamed(name);
  return named.length > 0 && named.every((one) => locked.includes(one));
};
