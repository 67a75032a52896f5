import { z } from 'zod';
import { optionProblem } from '../../../shared/option-check';
import { ProblemError, type Problem } from '../../../shared/problems';
import { settingAt } from '../../../shared/setting-names';
import { defaultSettings, settingsSchema, type Settings, type SettingsPatch } from '../../../shared/settings';
import { loadSettings } from './settings-file';

/** Where settings are written; an `electron-store` of this name in this folder is one. Setting `store` writes the file. */
export interface SettingsWriter {
  store: Record<string, unknown>;
}

export interface SettingsStoreParts {
  /** The profile folder, where `settings.json` is. */
  folder: string;
  /** Opens the writer, once and only when the file is absent or sound. */
  openWriter: () => SettingsWriter;
  now: () => Date;
  /** Told of a file that was set aside (`settings-reset`) and of one that can't be written (`settings-not-saved`). */
  report: (problem: Problem) => void;
  /** What holds where a person chose this: a policy may decide otherwise. Asked at each use. */
  inForce?: (chosen: Settings) => Settings;
}

/** The person's settings: always whole and valid, on disk and in memory. */
export class SettingsStore {
  /** What the person chose; a policy over it leaves it as it is. */
  #chosen: Settings;
  /** What the listeners know. */
  #told: Settings;
  #writer: SettingsWriter | undefined;
  readonly #listeners = new Set<(now: Settings, before: Settings) => void>();

  constructor(private readonly parts: SettingsStoreParts) {
    const { settings, problem } = loadSettings(parts.folder, parts.now);
    this.#chosen = settings;
    this.#told = this.get();
    if (problem) parts.report(problem);
  }

  /** The settings that hold now. */
  get(): Settings {
    return this.parts.inForce?.(this.#chosen) ?? this.#chosen;
  }

  /**
   * Merges a patch in and keeps the result. Throws ProblemError `setting-invalid`, `option-invalid`, `policy-refused`
   * where a policy decides otherwise, or what `check` throws for the merged settings, and then nothing has changed.
   */
  change(patch: SettingsPatch, check?: (settings: Settings) => void): Settings {
    const merged = settingsSchema.safeParse(merge(this.#chosen, patch));
    if (!merged.success) {
      const [issue] = merged.error.issues;
      const detail = issue ? `${z.core.toDotPath(issue.path)}: ${issue.message}` : '';
      throw new ProblemError('setting-invalid', { detail });
    }
    const invalid = patch.speechOptions && optionProblem(merged.data.speechOptions);
    if (invalid) throw new ProblemError(invalid.code, invalid.params);
    const inForce = this.parts.inForce?.(merged.data) ?? merged.data;
    const overruled = namesIn(patch).find(
      (name) => !isSame(settingAt(merged.data, name), settingAt(inForce, name)),
    );
    if (overruled !== undefined) throw new ProblemError('policy-refused', { detail: `setting ${overruled}` });
    check?.(merged.data);
    return this.#keep(merged.data);
  }

  /** Back to defaults, but for what is `kept`. */
  reset(kept: Partial<Settings> = {}): Settings {
    return this.#keep({ ...defaultSettings, ...kept });
  }

  /** @returns a function that ends the subscription */
  onChange(listener: (now: Settings, before: Settings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the listeners what a changed policy changed. */
  refresh(): void {
    if (!isSame(this.get(), this.#told)) this.#tell();
  }

  #keep(settings: Settings): Settings {
    this.#chosen = settings;
    // Settings that can't be written (a full disk) still hold until Sotto quits.
    try {
      this.#writer ??= this.parts.openWriter();
      this.#writer.store = settings;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.parts.report({ code: 'settings-not-saved', params: { detail } });
    }
    return this.#tell();
  }

  #tell(): Settings {
    const before = this.#told;
    const now = this.get();
    this.#told = now;
    for (const listener of this.#listeners) listener(now, before);
    return now;
  }
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Names of all that a patch changes. */
const namesIn = (patch: object): string[] =>
  Object.entries(patch).flatMap(([key, value]) =>
    isPlainObject(value) ? namesIn(value).map((name) => `${key}.${name}`) : [key],
  );

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Plain objects merge at any depth, everything else replaces; `undefined` in a patch removes, which brings the default back. */
function merge(base: unknown, patch: unknown): unknown {
  if (!isPlainObject(base) || !isPlainObject(patch)) return patch;
  const merged = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) Reflect.deleteProperty(merged, key);
    else if (key !== '__proto__') merged[key] = merge(base[key], value);
  }
  return merged;
}
