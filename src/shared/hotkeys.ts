import type { Settings } from './settings';

/** A key combination that works in every app, by the name of its setting. */
export type HotkeyName = keyof Settings['hotkeys'];

/** In the order of the settings page. */
export const hotkeyNames = [
  'toggleCaptions',
  'togglePause',
  'toggleClickThrough',
  'biggerText',
  'smallerText',
  'copyLastLine',
] as const satisfies readonly HotkeyName[];

/** `on`: the system gives us the keys; `taken`: another program has them; `none`: no keys are set. */
export type HotkeyState = 'on' | 'taken' | 'none';
export type HotkeyStates = Readonly<Record<HotkeyName, HotkeyState>>;

export const noHotkeys: HotkeyStates = {
  toggleCaptions: 'none',
  togglePause: 'none',
  toggleClickThrough: 'none',
  biggerText: 'none',
  smallerText: 'none',
  copyLastLine: 'none',
};

const aliases: Readonly<Record<string, string>> = {
  cmdorctrl: 'commandorcontrol',
  ctrl: 'control',
  cmd: 'command',
  option: 'alt',
  meta: 'super',
  enter: 'return',
  esc: 'escape',
};

/** The same for two accelerators that are the same keys: `Shift+Ctrl+L` and `CommandOrControl+Shift+L`. */
export function sameKeys(accelerator: string, isMac: boolean): string {
  const keys = accelerator
    .toLowerCase()
    .split('+')
    .map((key) => aliases[key.trim()] ?? key.trim())
    .map((key) => (key === 'commandorcontrol' ? (isMac ? 'command' : 'control') : key));
  const key = keys.pop() ?? '';
  return [...new Set(keys)].sort().concat(key).join('+');
}

/** Which other shortcut has these keys already; undefined where none does, or none are set. */
export const hotkeyWithKeys = (
  hotkeys: Settings['hotkeys'],
  accelerator: string,
  but: HotkeyName,
  isMac: boolean,
): HotkeyName | undefined =>
  accelerator === ''
    ? undefined
    : hotkeyNames.find(
        (name) =>
          name !== but &&
          hotkeys[name] !== '' &&
          sameKeys(hotkeys[name], isMac) === sameKeys(accelerator, isMac),
      );

/** The first accelerator that two shortcuts share. */
export const doubledHotkey = (hotkeys: Settings['hotkeys'], isMac: boolean): string | undefined =>
  hotkeyNames
    .map((name) => ({ name, accelerator: hotkeys[name] }))
    .find(({ name, accelerator }) => hotkeyWithKeys(hotkeys, accelerator, name, isMac) !== undefined)
    ?.accelerator;
