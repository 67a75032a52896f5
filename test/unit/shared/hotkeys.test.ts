import { describe, expect, it, test } from 'vitest';
import { doubledHotkey, hotkeyNames, hotkeyWithKeys, sameKeys } from '../../../src/shared/hotkeys';
import { defaultSettings } from '../../../src/shared/settings';

const { hotkeys } = defaultSettings;

test.each<[string, string, boolean, boolean]>([
  ['CommandOrControl+Shift+L', 'Shift+Ctrl+l', false, true],
  ['CommandOrControl+Shift+L', 'Shift+Ctrl+l', true, false],
  ['CmdOrCtrl+Option+Up', 'Alt+Command+Up', true, true],
  ['Super+Enter', 'meta+Return', false, true],
  ['Control+Shift+L', 'Control+L', false, false],
  ['Control+L', 'Control+K', false, false],
])('%s and %s (macOS: %s) are the same keys: %s', (one, other, isMac, same) => {
  expect(sameKeys(one, isMac) === sameKeys(other, isMac)).toBe(same);
});

describe('the shortcuts', () => {
  it('come with keys of their own', () => {
    expect(Object.keys(hotkeys).sort()).toEqual([...hotkeyNames].sort());
    for (const isMac of [true, false]) expect(doubledHotkey(hotkeys, isMac)).toBeUndefined();
  });

  it('tell which one has the keys', () => {
    expect(hotkeyWithKeys(hotkeys, 'Shift+Control+L', 'copyLastLine', false)).toBe('toggleCaptions');
    expect(hotkeyWithKeys(hotkeys, hotkeys.toggleCaptions, 'toggleCaptions', false)).toBeUndefined();
    const none = { ...hotkeys, biggerText: '', smallerText: '' };
    expect(hotkeyWithKeys(none, '', 'biggerText', false)).toBeUndefined();
    expect(doubledHotkey(none, false)).toBeUndefined();
    expect(doubledHotkey({ ...hotkeys, togglePause: 'Ctrl+Shift+K' }, false)).toBe('Ctrl+Shift+K');
  });
});
