import { expect, it } from 'vitest';
import { hotkeyText } from '../../../../src/renderer/overlay/hotkey-text';

it.each([
  ['CommandOrControl+Shift+L', 'linux', 'Ctrl+Shift+L'],
  ['CommandOrControl+Shift+L', 'win32', 'Ctrl+Shift+L'],
  ['CommandOrControl+Shift+L', 'darwin', '⌘⇧L'],
  ['Alt+Super+F5', 'win32', 'Alt+Win+F5'],
  ['Control+Option+F5', 'darwin', '⌃⌥F5'],
] as const)('writes %s on %s as %s', (accelerator, platform, written) => {
  expect(hotkeyText(accelerator, platform)).toBe(written);
});
