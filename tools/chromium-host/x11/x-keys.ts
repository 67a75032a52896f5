import x11 from 'x11';
import { reply, type XDesktop } from './x-desktop';

/** X modifier masks: Shift, Lock, Control, Mod1 (Alt), Mod2 (Num Lock), Mod4 (Super). */
const [shift, capsLock, control, alt, numLock, superKey] = [1, 2, 4, 8, 16, 64];

const modifiers: Readonly<Record<string, number>> = {
  commandorcontrol: control,
  cmdorctrl: control,
  control,
  ctrl: control,
  alt,
  option: alt,
  shift,
  super: superKey,
  meta: superKey,
};

/** Electron's names of keys that aren't X's, in lower case. */
const keyNames: Readonly<Record<string, string>> = {
  plus: 'plus',
  space: 'space',
  tab: 'Tab',
  backspace: 'BackSpace',
  delete: 'Delete',
  insert: 'Insert',
  return: 'Return',
  enter: 'Return',
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  home: 'Home',
  end: 'End',
  pageup: 'Page_Up',
  pagedown: 'Page_Down',
  escape: 'Escape',
  esc: 'Escape',
  printscreen: 'Print',
};

export interface KeyCombination {
  keysym: number;
  /** X modifier mask. */
  mask: number;
}

/**
 * Electron's accelerator (`Control+Alt+C`) in X's terms.
 * @throws TypeError if it isn't one
 */
export function parseAccelerator(accelerator: string): KeyCombination {
  const parts = accelerator.split('+').map((part) => part.trim());
  const key = parts.pop() ?? '';
  let mask = 0;
  for (const part of parts) {
    const bit = modifiers[part.toLowerCase()];
    if (bit === undefined) throw new TypeError(`no accelerator: ${accelerator}`);
    mask |= bit;
  }
  const named = keyNames[key.toLowerCase()] ?? (/^f\d{1,2}$/i.test(key) ? key.toUpperCase() : undefined);
  // Latin-1 characters are their own keysyms.
  const keysym = named === undefined ? singleCharacter(key) : x11.keySyms[`XK_${named}`]?.code;
  if (keysym === undefined) throw new TypeError(`no accelerator: ${accelerator}`);
  return { keysym, mask };
}

const singleCharacter = (key: string): number | undefined =>
  /^[!-~]$/.test(key) ? key.toLowerCase().charCodeAt(0) : undefined;

/** Keycodes by keysym on this keyboard. */
export async function readKeyboard({ client, display }: XDesktop): Promise<ReadonlyMap<number, number>> {
  const first = display.min_keycode;
  const rows = await reply<number[][]>((done) => {
    client.GetKeyboardMapping(first, display.max_keycode - first + 1, done);
  });
  const keycodes = new Map<number, number>();
  rows.forEach((row, index) => {
    for (const keysym of row) if (keysym !== 0 && !keycodes.has(keysym)) keycodes.set(keysym, first + index);
  });
  return keycodes;
}

/** A grab is of one exact state of the keyboard; the locks mustn't matter. */
export const withLocks = (mask: number): number[] =>
  [0, capsLock, numLock, capsLock | numLock].map((lock) => mask | lock);

export const withoutLocks = (mask: number): number => mask & (shift | control | alt | superKey);
