import { join } from 'node:path';
import { BrowserWindow, type BrowserWindowConstructorOptions, type WebContents } from 'electron';
import type { WindowKind } from '../../shared/ipc/ipc-contract';
import { pageUrl } from './app-scheme';
import { guardContents } from './session-guard';

/** Every open window of the app by kind. The IPC border knows its senders from here. */
export class AppWindows {
  readonly #windows = new Map<WindowKind, BrowserWindow>();

  /**
   * @param onCrash told of a window that is gone because its page crashed
   * @param onLoadFailed told of a page that did not load; quitting while it loads is one way
   */
  constructor(
    private readonly preloadDir: string,
    private readonly onCrash: (kind: WindowKind) => void,
    private readonly onLoadFailed: (kind: WindowKind, error: unknown) => void,
  ) {}

  /** Opens the window of this kind, sandboxed, with the bridge meant for it. At most one of a kind exists. */
  open(kind: WindowKind, options: BrowserWindowConstructorOptions): BrowserWindow {
    const window = new BrowserWindow({
      ...options,
      webPreferences: {
        ...options.webPreferences,
        preload: join(this.preloadDir, `${kind}.cjs`),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
      },
    });
    guardContents(window.webContents);
    this.#windows.set(kind, window);
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      window.destroy();
      this.onCrash(kind);
    });
    window.on('closed', () => {
      if (this.#windows.get(kind) === window) this.#windows.delete(kind);
    });
    window.loadURL(pageUrl(kind)).catch((error: unknown) => {
      this.onLoadFailed(kind, error);
    });
    return window;
  }

  get(kind: WindowKind): BrowserWindow | undefined {
    const window = this.#windows.get(kind);
    return window?.isDestroyed() ? undefined : window;
  }

  kindOf(contents: WebContents): WindowKind | undefined {
    for (const [kind, window] of this.#windows) {
      if (!window.isDestroyed() && window.webContents.id === contents.id) return kind;
    }
    return undefined;
  }
}
