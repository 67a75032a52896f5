import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Conf from 'conf';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings, settingsFileName } from '../../../../../src/main/core/settings/settings-file';
import { SettingsStore, type SettingsWriter } from '../../../../../src/main/core/settings/settings-store';
import { ProblemError, type Problem } from '../../../../../src/shared/problems';
import { defaultSettings, type SettingsPatch } from '../../../../../src/shared/settings';

let folder: string;
let reported: Problem[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sotto-settings-'));
  reported = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const open = (
  // What electron-store is made of, without Electron.
  openWriter: () => SettingsWriter = () => new Conf({ cwd: folder, configName: settingsFileName }),
): SettingsStore =>
  new SettingsStore({
    folder,
    openWriter,
    now: () => new Date('2026-11-22T10:00:00Z'),
    report: (problem) => reported.push(problem),
  });

const write = (text: string): void => {
  writeFileSync(join(folder, 'settings.json'), text);
};

const problemOf = (act: () => unknown): Problem | undefined => {
  try {
    act();
  } catch (error) {
    return error instanceof ProblemError ? error.problem : undefined;
  }
  return undefined;
};

describe('SettingsStore', () => {
  it('has defaults on a new machine and writes nothing until something changes', () => {
    expect(open().get()).toEqual(defaultSettings);
    expect(readdirSync(folder)).toEqual([]);
    expect(reported).toEqual([]);
  });

  it('keeps a change for the next start, the rest untouched', () => {
    open().change({ zone: 'eu', overlay: { look: { lines: 2 } } });
    const again = open().get();
    expect(again.zone).toBe('eu');
    expect(again.overlay.look).toEqual({ ...defaultSettings.overlay.look, lines: 2 });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('fills what a file leaves out with defaults', () => {
    write('{"zone":"us"}');
    expect(open().get()).toEqual({ ...defaultSettings, zone: 'us' });
  });

  it('removes what a patch sets to undefined', () => {
    const store = open();
    store.change({ models: { eu: 'universal-3-5-pro', us: 'universal-3-6-pro' } });
    store.change({ models: { eu: undefined } });
    expect(store.get().models).toEqual({ us: 'universal-3-6-pro' });
  });

  it('replaces null values and values by null', () => {
    const bounds = { x: -10, y: 5, width: 600, height: 120 };
    const store = open();
    store.change({ overlay: { bounds } });
    store.change({ zone: null });
    expect(open().get().overlay.bounds).toEqual(bounds);
  });

  it('refuses an invalid change whole, and says which setting', () => {
    const store = open();
    const patch = { zone: 'eu', overlay: { look: { lines: 9 } } } satisfies SettingsPatch;
    const problem = problemOf(() => store.change(patch));
    expect(problem?.code).toBe('setting-invalid');
    expect(problem?.params?.['detail']).toContain('overlay.look.lines');
    expect(store.get()).toEqual(defaultSettings);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('changes nothing where the check of a policy throws', () => {
    const store = open();
    const refuse = (): never => {
      throw new ProblemError('policy-refused', { detail: 'zone us' });
    };
    expect(problemOf(() => store.change({ zone: 'us' }, refuse))?.code).toBe('policy-refused');
    expect(store.get()).toEqual(defaultSettings);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('tells listeners what changed, until they leave', () => {
    const store = open();
    const seen: unknown[] = [];
    const leave = store.onChange((now, before) => seen.push([before.zone, now.zone]));
    store.change({ zone: 'eu' });
    store.reset();
    leave();
    store.change({ zone: 'us' });
    expect(seen).toEqual([
      [null, 'eu'],
      ['eu', null],
    ]);
  });

  it.each([
    ['no JSON', '{"zone":"eu"'],
    ['no object', '["eu"]'],
    ['an invalid value', '{"zone":"mars"}'],
    ['a newer version', '{"settingsVersion":99,"zone":"eu"}'],
  ])(
    'sets a file with %s aside and starts with defaults, on this device until a zone is chosen',
    (_what, text) => {
      write(text);
      const store = open();
      expect(store.get()).toEqual({ ...defaultSettings, zone: 'device', onboarded: true });
      expect(loadSettings(folder, () => new Date())).toEqual({ settings: store.get() });
      const aside = 'settings.corrupt-2026-11-22T10-00-00-000Z.json';
      expect(reported).toEqual([{ code: 'settings-reset', params: { file: join(folder, aside) } }]);
      expect(readFileSync(join(folder, aside), 'utf8')).toBe(text);
      store.change({ zone: 'us' });
      expect(readdirSync(folder).sort()).toEqual([aside, 'settings.json']);
    },
  );

  it('keeps speech options by the API’s names, and refuses a bad one with the reason', () => {
    const store = open();
    store.change({ speechOptions: { keyterms_prompt: ['Sotto'], max_speakers: 2, speaker_labels: true } });
    store.change({ speechOptions: { max_speakers: undefined, prompt: '' } });
    const kept = { keyterms_prompt: ['Sotto'], speaker_labels: true, prompt: '' };
    expect(open().get().speechOptions).toEqual(kept);
    expect(() => store.change({ speechOptions: { max_speakers: 99 } })).toThrow(
      /option-invalid.*max_speakers/,
    );
    expect(() => store.change({ speechOptions: { webhook_url: 'x' } })).toThrow(/unknown/);
    expect(store.get().speechOptions).toEqual(kept);
  });

  it('does not reset all settings for a bad speech option in the file', () => {
    writeFileSync(join(folder, 'settings.json'), '{"zone":"eu","speechOptions":{"max_speakers":"many"}}');
    const store = open();
    expect(store.get()).toMatchObject({ zone: 'eu', speechOptions: { max_speakers: 'many' } });
    expect(store.change({ onboarded: true }).zone).toBe('eu');
    expect(reported).toEqual([]);
  });

  it('reports a full disk, keeps the change in memory and writes it with the next one', () => {
    let full = true;
    const conf = new Conf<Record<string, unknown>>({ cwd: folder, configName: settingsFileName });
    const store = open(() => ({
      get store() {
        return conf.store;
      },
      set store(value) {
        if (full) throw new Error('ENOSPC: no space left on device');
        conf.store = value;
      },
    }));
    expect(store.change({ zone: 'eu' }).zone).toBe('eu');
    expect(store.get().zone).toBe('eu');
    expect(reported).toEqual([
      { code: 'settings-not-saved', params: { detail: 'ENOSPC: no space left on device' } },
    ]);
    full = false;
    store.change({ onboarded: true });
    expect(open().get()).toMatchObject({ zone: 'eu', onboarded: true });
  });
});
