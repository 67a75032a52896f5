import type { Capabilities } from '../../../shared/ipc/ipc-schema';

type Platform = Capabilities['platform'];

/** The part of a keyboard event a key combination is made of. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/** Names of keys in Electron's accelerators: https://www.electronjs.org/docs/latest/api/accelerator */
const namedKeys: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '+': 'Plus',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Enter: 'Return',
};
const sameName = ['Tab', 'Backspace', 'Delete', 'Insert', 'Home', 'End', 'PageUp', 'PageDown'];
const modifierKeys = ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'OS'];

const isFunctionKey = (key: string): boolean => /^F([1-9]|1\d|2[0-4])$/.test(key);

function keyName({ key, code }: KeyPress): string | null {
  // Where Shift or Option changes the character, the key's place on the keyboard says which key it was.
  if (/^Digit\d$/.test(code)) return code.slice('Digit'.length);
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (/^Key[A-Z]$/.test(code)) return code.slice('Key'.length);
  if (isFunctionKey(key) || sameName.includes(key)) return key;
  return namedKeys[key] ?? (/^[!-~]$/.test(key) ? key : null);
}

/** What a key press means while a combination is recorded. */
export type Recorded =
  { kind: 'waiting' } | { kind: 'unsuitable' } | { kind: 'accelerator'; accelerator: string };

/**
 * The combination a key press makes. It works in every app, so it needs Ctrl, Alt or the system's key beside another
 * one, or a function key, lest it takes a letter away from typing.
 */
export function recordAccelerator(press: KeyPress, platform: Platform): Recorded {
  if (modifierKeys.includes(press.key)) return { kind: 'waiting' };
  const name = keyName(press);
  const isMac = platform === 'darwin';
  const modifiers = [
    ...((isMac ? press.metaKey : press.ctrlKey) ? ['CommandOrControl'] : []),
    ...(isMac && press.ctrlKey ? ['Control'] : []),
    ...(!isMac && press.metaKey ? ['Super'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey ? ['Shift'] : []),
  ];
  const reserves =
    modifiers.some((modifier) => modifier !== 'Shift') || (name !== null && isFunctionKey(name));
  return name !== null && reserves
    ? { kind: 'accelerator', accelerator: [...modifiers, name].join('+') }
    : { kind: 'unsuitable' };
}

const macNames: Readonly<Record<string, string>> = {
  CommandOrControl: '⌘',
  Command: '⌘',
  Control: '⌃',
  Alt: '⌥',
  Option: '⌥',
  Shift: '⇧',
};
const otherNames: Readonly<Record<string, string>> = {
  CommandOrControl: 'Ctrl',
  Control: 'Ctrl',
  Super: 'Win',
};

/** The keys of an accelerator as this platform's keyboards name them, for display; empty for none. */
export function acceleratorKeys(accelerator: string, platform: Platform): string[] {
  const names = platform === 'darwin' ? macNames : otherNames;
  return accelerator === '' ? [] : accelerator.split('+').map((key) => names[key] ?? key);
}
