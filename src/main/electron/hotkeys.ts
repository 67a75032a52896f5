import { globalShortcut } from 'electron';
import type { Settings } from '../../shared/settings';

type HotkeyName = keyof Settings['hotkeys'];

/** System-wide shortcuts. One that another app holds, or that is no accelerator, is reported and left out. */
export class Hotkeys {
  constructor(
    private readonly actions: Readonly<Record<HotkeyName, () => void>>,
    private readonly onTaken: (hotkey: string) => void,
  ) {}

  apply(hotkeys: Settings['hotkeys']): void {
    globalShortcut.unregisterAll();
    for (const [name, action] of Object.entries(this.actions)) {
      const accelerator = hotkeys[name as HotkeyName];
      if (accelerator !== '' && !this.#register(accelerator, action)) this.onTaken(accelerator);
    }
  }

  release(): void {
    globalShortcut.unregisterAll();
  }

  #register(accelerator: string, action: () => void): boolean {
    try {
      return globalShortcut.register(accelerator, action);
    } catch {
      return false;
    }
  }
}
