import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { refuseTheRest } from '../refuse-the-rest';
import { parseAccelerator, withLocks, withoutLocks, type KeyCombination } from '../x11/x-keys';
import { host } from './host';

type ShortcutApi = Pick<
  Electron.GlobalShortcut,
  'register' | 'unregister' | 'unregisterAll' | 'isRegistered'
>;

const probe = fileURLToPath(new URL('../x11/probe-grab.mjs', import.meta.url));

interface Grab extends KeyCombination {
  keycode: number;
  callback: () => void;
}

/** System-wide shortcuts: key grabs on the X server's root window. */
class HostGlobalShortcut implements ShortcutApi {
  readonly #grabs = new Map<string, Grab>();
  #listening = false;

  /**
   * @returns false if another program has the keys, or this one already
   * @throws TypeError if it is no accelerator
   */
  register(accelerator: string, callback: () => void): boolean {
    const keys = parseAccelerator(accelerator);
    const keycode = host.keycodes.get(keys.keysym);
    if (keycode === undefined || this.#find(keycode, keys.mask)) return false;
    const masks = withLocks(keys.mask);
    if (spawnSync(process.execPath, [probe, String(keycode), ...masks.map(String)]).status !== 0)
      return false;
    const { client, root } = host.desktop;
    for (const mask of masks) client.GrabKey(root, 0, mask, keycode, 1, 1);
    this.#grabs.set(accelerator, { ...keys, keycode, callback });
    this.#listen();
    return true;
  }

  unregister(accelerator: string): void {
    const grab = this.#grabs.get(accelerator);
    if (!grab) return;
    const { client, root } = host.desktop;
    for (const mask of withLocks(grab.mask)) client.UngrabKey(root, grab.keycode, mask);
    this.#grabs.delete(accelerator);
  }

  unregisterAll(): void {
    for (const accelerator of [...this.#grabs.keys()]) this.unregister(accelerator);
  }

  isRegistered(accelerator: string): boolean {
    return this.#grabs.has(accelerator);
  }

  get registered(): string[] {
    return [...this.#grabs.keys()];
  }

  #find(keycode: number, mask: number): Grab | undefined {
    return [...this.#grabs.values()].find((grab) => grab.keycode === keycode && grab.mask === mask);
  }

  #listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    host.desktop.on('key', (keycode: number, mask: number) => {
      this.#find(keycode, withoutLocks(mask))?.callback();
    });
  }
}
refuseTheRest(HostGlobalShortcut, 'globalShortcut');

export const globalShortcut = new HostGlobalShortcut();
