import { expect, it } from 'vitest';
import {
  isSettingLocked,
  settingAt,
  settingNames,
  settingsNamed,
  withSetting,
} from '../../../src/shared/setting-names';
import { defaultSettings } from '../../../src/shared/settings';

it('names every choice of a person and every group of them, but not what is only remembered', () => {
  for (const name of [
    'zone',
    'models',
    'overlay',
    'overlay.look',
    'overlay.look.lines',
    'transcripts.save',
  ]) {
    expect(settingNames).toContain(name);
  }
  for (const name of ['settingsVersion', 'onboarded', 'firstRunStep', 'overlay.bounds']) {
    expect(settingNames).not.toContain(name);
  }
});

it('takes a group for all that is in it', () => {
  expect(settingsNamed('saving')).toEqual(['saving.idleMinutes']);
  expect(settingsNamed('overlay')).toContain('overlay.look.lines');
  expect(settingsNamed('overlay')).not.toContain('overlay.bounds');
  expect(settingsNamed('models')).toEqual(['models']);
  expect(settingsNamed('nothing')).toEqual([]);
});

it('reads and replaces a setting by its name', () => {
  const changed = withSetting(defaultSettings, 'overlay.look.lines', 5);
  expect(settingAt(changed, 'overlay.look.lines')).toBe(5);
  expect(changed.overlay.look).toEqual({ ...defaultSettings.overlay.look, lines: 5 });
  expect(defaultSettings.overlay.look.lines).toBe(3);
  expect(settingAt(defaultSettings, 'overlay.nothing.at.all')).toBeUndefined();
});

it('locks a control where all that it changes is locked', () => {
  const hotkeys = settingsNamed('hotkeys');
  expect(isSettingLocked(hotkeys, 'hotkeys.toggleCaptions')).toBe(true);
  expect(isSettingLocked(hotkeys, 'hotkeys')).toBe(true);
  expect(isSettingLocked(['hotkeys.toggleCaptions'], 'hotkeys')).toBe(false);
  expect(isSettingLocked(hotkeys, 'zone')).toBe(false);
});
