import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../../shared/problems';
import { defaultSettings, settingsSchema, type Settings } from '../../../shared/settings';
import { migrateSettings } from './settings-migrations';

/** Name of the settings file in the profile folder, without its extension `.json`. */
export const settingsFileName = 'settings';

export const settingsPath = (folder: string): string => join(folder, `${settingsFileName}.json`);

/**
 * A voice must not go elsewhere because a file broke: until the person chooses anew it stays on this device. The first
 * run is not repeated: it would cover the word that settings were reset.
 */
const settingsAfterReset: Settings = { ...defaultSettings, zone: 'device', onboarded: true };

/**
 * Reads the settings of a profile folder; defaults where there is no file. A file that can't be understood (not JSON,
 * not valid, from a newer Sotto) is set aside as `settings.corrupt-<timestamp>.json`, never overwritten, and replaced by
 * {@link settingsAfterReset}.
 * @returns the settings, and the problem `settings-reset` where the file was of no use
 */
export function loadSettings(folder: string, now: () => Date): { settings: Settings; problem?: Problem } {
  const path = settingsPath(folder);
  try {
    return { settings: parseSettings(readFileSync(path, 'utf8')) };
  } catch (error) {
    if (isMissing(error)) return { settings: defaultSettings };
    return {
      settings: settingsAfterReset,
      problem: { code: 'settings-reset', params: { file: setAside(path, now()) } },
    };
  }
}

/** Throws an Error where the text is not the settings of this Sotto or an older one. */
function parseSettings(text: string): Settings {
  const stored: unknown = JSON.parse(text);
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored))
    throw new Error('not an object');
  return settingsSchema.parse(migrateSettings(stored as Record<string, unknown>));
}

/** @returns where the file is now: its old place if it can't be moved or replaced, to be found broken again next time */
function setAside(path: string, at: Date): string {
  const aside = path.replace(/\.json$/, `.corrupt-${at.toISOString().replaceAll(/[:.]/g, '-')}.json`);
  try {
    renameSync(path, aside);
  } catch {
    return path;
  }
  try {
    writeFileSync(path, JSON.stringify(settingsAfterReset));
    return aside;
  } catch {
    renameSync(aside, path);
    return path;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
