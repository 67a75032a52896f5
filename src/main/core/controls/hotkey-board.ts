import {
  hotkeyNames,
  noHotkeys,
  sameKeys,
  type HotkeyName,
  type HotkeyStates,
} from '../../../shared/hotkeys';
import type { Settings } from '../../../shared/settings';

/** The system's table of shortcuts; Electron's `globalShortcut` is one. */
export interface ShortcutRegistry {
  /** False where another program has the keys. Throws where they are no accelerator. */
  register: (accelerator: string, action: () => void) => boolean;
  unregister: (accelerator: string) => void;
}

export interface HotkeyBoardParts {
  registry: ShortcutRegistry;
  actions: Readonly<Record<HotkeyName, () => void>>;
  isMac: boolean;
  /** Told each time a state changed. */
  changed: (states: HotkeyStates) => void;
  /** Runs its argument after some ms, unless what it returns is called before. */
  after: (ms: number, run: () => void) => () => void;
}

/** Nothing tells when another program lets keys go, ms. */
const tryAgainMs = 15_000;

/**
 * The shortcuts that work in every app. They are set as a whole, each for itself: keys that can't be had cost no other
 * shortcut, are told, and are tried again until they are free.
 */
export class HotkeyBoard {
  readonly #held = new Map<HotkeyName, string>();
  #wanted: Settings['hotkeys'] | undefined;
  #states: HotkeyStates = noHotkeys;
  #cancelRetry: (() => void) | undefined;

  constructor(private readonly parts: HotkeyBoardParts) {}

  get states(): HotkeyStates {
    return this.#states;
  }

  /** Lets go of all shortcuts, then takes those that are wanted. */
  apply(hotkeys: Settings['hotkeys']): void {
    this.release();
    this.#wanted = hotkeys;
    this.#take();
  }

  release(): void {
    this.#cancelRetry?.();
    this.#wanted = undefined;
    for (const accelerator of this.#held.values()) this.parts.registry.unregister(accelerator);
    this.#held.clear();
  }

  #take(): void {
    const wanted = this.#wanted;
    if (!wanted) return;
    const { isMac, actions } = this.parts;
    const states = { ...noHotkeys };
    const keys = new Set([...this.#held.values()].map((accelerator) => sameKeys(accelerator, isMac)));
    for (const name of hotkeyNames) {
      const accelerator = wanted[name];
      if (accelerator === '') continue;
      // A settings file edited by hand may give the same keys twice; the first has them.
      const isFree = !keys.has(sameKeys(accelerator, isMac));
      if (!this.#held.has(name) && isFree && this.#register(accelerator, actions[name])) {
        this.#held.set(name, accelerator);
        keys.add(sameKeys(accelerator, isMac));
      }
      states[name] = this.#held.has(name) ? 'on' : 'taken';
    }
    const isNew = hotkeyNames.some((name) => states[name] !== this.#states[name]);
    this.#states = states;
    if (isNew) this.parts.changed(states);
    if (Object.values(states).includes('taken')) {
      this.#cancelRetry = this.parts.after(tryAgainMs, () => {
        this.#take();
      });
    }
  }

  #register(accelerator: string, action: () => void): boolean {
    try {
      return this.parts.registry.register(accelerator, action);
    } catch {
      return false;
    }
  }
}
