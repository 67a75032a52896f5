import { describe, expect, it } from 'vitest';
import {
  acceleratorKeys,
  recordAccelerator,
  type KeyPress,
} from '../../../../../src/renderer/control/state/accelerator';

const press = (parts: Partial<KeyPress>): KeyPress => ({
  key: '',
  code: '',
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...parts,
});

describe('recordAccelerator', () => {
  it.each<[string, Partial<KeyPress>, 'linux' | 'darwin', string]>([
    [
      'letters',
      { key: 'L', code: 'KeyL', ctrlKey: true, shiftKey: true },
      'linux',
      'CommandOrControl+Shift+L',
    ],
    [
      'the letter the layout gives, not its place',
      { key: 'a', code: 'KeyQ', ctrlKey: true },
      'linux',
      'CommandOrControl+A',
    ],
    [
      'digits under Shift',
      { key: '!', code: 'Digit1', altKey: true, shiftKey: true },
      'linux',
      'Alt+Shift+1',
    ],
    ['letters under Option', { key: 'å', code: 'KeyA', altKey: true }, 'darwin', 'Alt+A'],
    ['Command on a Mac', { key: 'k', code: 'KeyK', metaKey: true }, 'darwin', 'CommandOrControl+K'],
    ['Control on a Mac', { key: 'k', code: 'KeyK', ctrlKey: true }, 'darwin', 'Control+K'],
    ['the system key elsewhere', { key: 'k', code: 'KeyK', metaKey: true }, 'linux', 'Super+K'],
    ['function keys alone', { key: 'F9', code: 'F9' }, 'linux', 'F9'],
    ['named keys', { key: 'ArrowUp', code: 'ArrowUp', ctrlKey: true }, 'linux', 'CommandOrControl+Up'],
    [
      'the plus sign, which separates keys',
      { key: '+', code: 'NumpadAdd', ctrlKey: true },
      'linux',
      'CommandOrControl+Plus',
    ],
  ])('records %s', (_what, parts, platform, accelerator) => {
    expect(recordAccelerator(press(parts), platform)).toEqual({ kind: 'accelerator', accelerator });
  });

  it('waits while only modifiers are down', () => {
    expect(recordAccelerator(press({ key: 'Control', ctrlKey: true }), 'linux').kind).toBe('waiting');
  });

  it.each([
    ['a letter', { key: 'a', code: 'KeyA' }],
    ['a capital', { key: 'A', code: 'KeyA', shiftKey: true }],
    ['Enter', { key: 'Enter', code: 'Enter' }],
    ['a key without a name', { key: 'Dead', code: 'Quote', ctrlKey: true }],
  ])('finds %s unsuitable', (_what, parts) => {
    expect(recordAccelerator(press(parts), 'linux').kind).toBe('unsuitable');
  });
});

describe('acceleratorKeys', () => {
  it('names keys as the platform does', () => {
    expect(acceleratorKeys('CommandOrControl+Shift+L', 'linux')).toEqual(['Ctrl', 'Shift', 'L']);
    expect(acceleratorKeys('CommandOrControl+Shift+L', 'darwin')).toEqual(['⌘', '⇧', 'L']);
  });

  it('is empty for none', () => {
    expect(acceleratorKeys('', 'win32')).toEqual([]);
  });
});
