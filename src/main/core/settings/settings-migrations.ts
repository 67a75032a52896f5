import { settingsVersion } from '../../../shared/settings';

/** Takes the content of a settings file from one version to the next. */
export type SettingsMigration = (settings: Record<string, unknown>) => Record<string, unknown>;

/** Steps by the version they start from: `1` takes version 1 to version 2. Version 1 is the first there was. */
export const settingsMigrations: Readonly<Record<number, SettingsMigration>> = {};

/**
 * Brings the content of a settings file to version `to`. A file without a version (written by hand) counts as current.
 * Throws an Error that says why where the file is of a newer version or a step is missing.
 */
export function migrateSettings(
  stored: Record<string, unknown>,
  steps = settingsMigrations,
  to: number = settingsVersion,
): Record<string, unknown> {
  let settings = stored;
  let version = settings['settingsVersion'] ?? to;
  if (typeof version !== 'number') throw new Error('settingsVersion is not a number');
  if (version > to) throw new Error(`settingsVersion ${version} is newer than this Sotto`);
  while (version < to) {
    const step = steps[version];
    if (!step) throw new Error(`no way from settingsVersion ${version}`);
    version += 1;
    settings = { ...step(settings), settingsVersion: version };
  }
  return settings;
}
