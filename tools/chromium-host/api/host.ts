import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ChromiumBrowser } from '../chromium/chromium-browser';
import { XDesktop } from '../x11/x-desktop';
import { readKeyboard } from '../x11/x-keys';

/** What the parts of the API stand on: the X server from `ready` on, Chromium from the first window on. */
class Host {
  #desktop: XDesktop | undefined;
  #browser: Promise<ChromiumBrowser> | undefined;
  keycodes: ReadonlyMap<number, number> = new Map();
  /** Chromium ended by itself. */
  onBrowserGone: () => void = () => undefined;
  #closing = false;
  readonly #switches = new Set<string>();

  /** @throws Error if there is no X server */
  async connect(): Promise<void> {
    this.#desktop = await XDesktop.connect();
    this.keycodes = await readKeyboard(this.#desktop);
  }

  get isReady(): boolean {
    return this.#desktop !== undefined;
  }

  /** @throws Error before the app is ready, as Electron does */
  get desktop(): XDesktop {
    if (!this.#desktop) throw new Error('cannot be used before the app is ready');
    return this.#desktop;
  }

  /** The one Chromium, started when first needed. Its profile sits in `userData`. */
  browser(userData: string): Promise<ChromiumBrowser> {
    this.#browser ??= this.#launch(join(userData, 'chromium-host'));
    return this.#browser;
  }

  /**
   * Has Chromium started with a switch, for what main asks of it before the first window.
   * @throws Error if Chromium runs without it
   */
  addSwitch(flag: string): void {
    if (this.#browser && !this.#switches.has(flag))
      throw new Error(`not implemented by the Chromium host: ${flag} once a window is open`);
    this.#switches.add(flag);
  }

  async close(): Promise<void> {
    this.#closing = true;
    const browser = await this.#browser?.catch(() => undefined);
    await browser?.close();
    this.#desktop?.close();
  }

  async #launch(profile: string): Promise<ChromiumBrowser> {
    mkdirSync(profile, { recursive: true });
    const browser = await ChromiumBrowser.launch(profile, process.env['SOTTO_HOST_DEBUG_PORT'], [
      ...this.#switches,
    ]);
    browser.process.once('exit', () => {
      if (!this.#closing) this.onBrowserGone();
    });
    return browser;
  }
}

export const host = new Host();
