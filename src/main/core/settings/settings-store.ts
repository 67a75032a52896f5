import { z } from 'zod';
import { optionProblem } from '../../../shared/option-check';
import { ProblemError, type Problem } from '../../../shared/problems';
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
}

/** The person's settings: always whole and valid, on disk and in memory. */
export class SettingsStore {
  #current: Settings;
  #writer: SettingsWriter | undefined;
  readonly #listeners = new Set<(now: Settings, before: Settings) => void>();

  constructor(private readonly parts: SettingsStoreParts) {
    const { settings, problem } = loadSettings(parts.folder, parts.now);
    this.#current = settings;
    if (problem) parts.report(problem);
  }

  get(): Settings {
    return this.#current;
  }

  /**
   * Merges a patch in and keeps the result. Throws ProblemError `setting-invalid`, `option-invalid`, or what `check` throws for the
   * merged settings (a policy, say), and then nothing has changed.
   */
  change(patch: SettingsPatch, check?: (settings: Settings) => void): Settings {
    const merged = settingsSchema.safeParse(merge(this.#current, patch));
    if (!merged.success) {
      const [issue] = merged.error.issues;
      const detail = issue ? `${z.core.toDotPath(issue.path)}: ${issue.message}` : '';
      throw new ProblemError('setting-invalid', { detail });
    }
    const invalid = patch.speechOptions && optionProblem(merged.data.speechOptions);
    if (invalid) throw new ProblemError(invalid.code, invalid.params);
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

  #keep(settings: Settings): Settings {
    const before = this.#current;
    this.#current = settings;
    // Settings that can't be written (a full disk) still hold until Sotto quits.
    try {
      this.#writer ??= this.parts.openWriter();
      this.#writer.store = settings;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.parts.report({ code: 'settings-not-saved', params: { detail } });
    }
    for (const listener of this.#listeners) listener(settings, before);
    return settings;
  }
}

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
