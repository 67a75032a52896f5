import type { Capabilities } from '../../shared/ipc/ipc-schema';

type Platform = Capabilities['platform'];

const macSymbols: Readonly<Record<string, string>> = {
  CommandOrControl: '⌘',
  CmdOrCtrl: '⌘',
  Command: '⌘',
  Cmd: '⌘',
  Control: '⌃',
  Ctrl: '⌃',
  Alt: '⌥',
  Option: '⌥',
  Shift: '⇧',
};
const names: Readonly<Record<string, string>> = {
  CommandOrControl: 'Ctrl',
  CmdOrCtrl: 'Ctrl',
  Control: 'Ctrl',
  Super: 'Win',
  Meta: 'Win',
};

/** An Electron accelerator as this system's keyboards and menus write it: `Ctrl+Shift+L`, `⌘⇧L`. */
export function hotkeyText(accelerator: string, platform: Platform): string {
  const keys = accelerator.split('+');
  return platform === 'darwin'
    ? keys.map((key) => macSymbols[key] ?? key).join('')
    : keys.map((key) => names[key] ?? key).join('+');
}
