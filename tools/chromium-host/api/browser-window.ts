import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { refuseTheRest } from '../refuse-the-rest';
import type { Area } from '../x11/x-desktop';
import { XWindow, type WindowManners } from '../x11/x-window';
import { app } from './app';
import { host } from './host';
import { preventable } from './preventable';
import { HostWebContents } from './web-contents';

type WindowApi = Pick<
  Electron.BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'close'
  | 'destroy'
  | 'focus'
  | 'isDestroyed'
  | 'isVisible'
  | 'isFocused'
  | 'getBounds'
  | 'setBounds'
  | 'getTitle'
  | 'setTitle'
  | 'setAlwaysOnTop'
  | 'isAlwaysOnTop'
  | 'setVisibleOnAllWorkspaces'
  | 'setIgnoreMouseEvents'
  | 'setFocusable'
  | 'isFocusable'
  | 'setContentProtection'
  | 'setMenu'
  | 'removeMenu'
  | 'moveTop'
>;

const windows = new Set<HostBrowserWindow>();
let lastId = 0;
/** Chromium's windows are told apart by a word of their own. */
let opening: Promise<unknown> = Promise.resolve();

/** A window of the installed Chromium. What main sets before the window is there is applied when it comes. */
export class HostBrowserWindow extends EventEmitter implements WindowApi {
  readonly id = ++lastId;
  readonly webContents = new HostWebContents();
  #native: XWindow | undefined;
  #bounds: Area;
  #manners: WindowManners;
  #wanted: 'hidden' | 'inactive' | 'shown';
  #clickThrough = false;
  #focused = false;
  #closing = false;
  #destroyed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    const { width = 800, height = 600 } = options;
    const area = host.desktop.workArea;
    this.#bounds = {
      x: options.x ?? area.x + Math.round((area.width - width) / 2),
      y: options.y ?? area.y + Math.round((area.height - height) / 2),
      width,
      height,
    };
    this.#manners = {
      title: options.title ?? app.getName(),
      frame: options.frame ?? true,
      focusable: options.focusable ?? true,
      alwaysOnTop: options.alwaysOnTop ?? false,
      skipTaskbar: options.skipTaskbar ?? false,
      allWorkspaces: false,
      resizable: options.resizable ?? true,
    };
    this.#wanted = options.show === false ? 'hidden' : 'shown';
    windows.add(this);
    this.webContents.on('render-process-gone', (_event, details) => {
      app.emit('render-process-gone', {}, this.webContents, details);
    });
    this.webContents.on('destroyed', () => {
      this.#gone();
    });
    let from: { place: Area; x: number; y: number } | undefined;
    this.webContents.on('drag', (phase: string, x: number, y: number) => {
      if (phase === 'start') from = { place: this.getBounds(), x, y };
      else if (phase === 'end') from = undefined;
      else if (from) this.setBounds({ x: from.place.x + x - from.x, y: from.place.y + y - from.y });
    });
    this.webContents.once('did-finish-load', () => setImmediate(() => this.emit('ready-to-show')));
    // One at a time: two Chromiums starting at once would both wait for the first one's lock.
    opening = opening
      .then(() => this.#open(options))
      .catch((error: unknown) => {
        process.stderr.write(`Chromium host: ${error instanceof Error ? error.message : String(error)}\n`);
        this.destroy();
      });
  }

  static getAllWindows(): HostBrowserWindow[] {
    return [...windows];
  }

  static fromWebContents(contents: { id: number }): HostBrowserWindow | null {
    return [...windows].find((window) => window.webContents.id === contents.id) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.#setVisible('shown');
  }

  showInactive(): void {
    this.#setVisible('inactive');
  }

  hide(): void {
    this.#setVisible('hidden');
  }

  isVisible(): boolean {
    return !this.#destroyed && this.#wanted !== 'hidden';
  }

  /** Main, or by the window manager the person, wants the window closed; main may forbid it. */
  close(): void {
    if (this.#destroyed || !this.#mayClose()) return;
    this.#closing = true;
    this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    const { targetId } = this.webContents;
    if (targetId !== '')
      void host
        .browser(app.getPath('userData'))
        .then((browser) => browser.session.send('Target.closeTarget', { targetId }))
        .catch(() => undefined);
    this.#gone();
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  focus(): void {
    this.#native?.focus();
  }

  isFocused(): boolean {
    return this.#focused && this.isVisible();
  }

  getBounds(): Area {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Area>): void {
    this.#changeBounds({ ...this.#bounds, ...bounds });
    this.#native?.setBounds(this.#bounds);
  }

  getTitle(): string {
    return this.#manners.title;
  }

  setTitle(title: string): void {
    this.#setManners({ title });
  }

  setAlwaysOnTop(alwaysOnTop: boolean): void {
    this.#setManners({ alwaysOnTop });
  }

  isAlwaysOnTop(): boolean {
    return this.#manners.alwaysOnTop;
  }

  setVisibleOnAllWorkspaces(allWorkspaces: boolean): void {
    this.#setManners({ allWorkspaces });
  }

  setIgnoreMouseEvents(ignore: boolean): void {
    this.#clickThrough = ignore;
    this.#native?.setClickThrough(ignore);
  }

  get ignoresMouseEvents(): boolean {
    return this.#clickThrough;
  }

  setFocusable(focusable: boolean): void {
    this.#setManners({ focusable });
  }

  isFocusable(): boolean {
    return this.#manners.focusable;
  }

  setContentProtection(): void {
    // Not available on Linux in Electron either.
  }

  setMenu(): void {
    // Chromium's app windows have no menu bar.
  }

  removeMenu(): void {
    // As above.
  }

  moveTop(): void {
    this.#native?.raise();
  }

  async #open(options: Electron.BrowserWindowConstructorOptions): Promise<void> {
    if (this.#destroyed) return;
    const preload = options.webPreferences?.preload;
    const source = preload === undefined ? '' : await readFile(preload, 'utf8');
    const browser = await host.browser(app.getPath('userData'));
    const token = `window${this.id}`;
    const [page, windowId] = await Promise.all([browser.openWindow(token), host.desktop.findWindow(token)]);
    this.#native = new XWindow(host.desktop, windowId, this.#manners, this.#bounds, {
      bounds: (bounds) => {
        this.#changeBounds(bounds);
      },
      focus: (focused) => {
        if (focused === this.#focused) return;
        this.#focused = focused;
        this.emit(focused ? 'focus' : 'blur');
      },
    });
    await this.webContents.attach(page, source, options.transparent ?? false);
    if (this.#isDestroyedNow()) {
      await browser.session.send('Target.closeTarget', { targetId: page.targetId });
      return;
    }
    this.#native.setClickThrough(this.#clickThrough);
    if (this.#wanted !== 'hidden') this.#native.show(this.#wanted === 'shown');
  }

  /** For after a wait, where the compiler believes what was checked before. */
  #isDestroyedNow(): boolean {
    return this.#destroyed;
  }

  #setVisible(wanted: 'hidden' | 'inactive' | 'shown'): void {
    if (this.#destroyed) return;
    const was = this.isVisible();
    this.#wanted = wanted;
    if (wanted === 'hidden') this.#native?.hide();
    else this.#native?.show(wanted === 'shown');
    if (was !== this.isVisible()) this.emit(was ? 'hide' : 'show');
  }

  #setManners(change: Partial<WindowManners>): void {
    this.#manners = { ...this.#manners, ...change };
    this.#native?.setManners(change);
  }

  #changeBounds(bounds: Area): void {
    const before = this.#bounds;
    this.#bounds = bounds;
    if (bounds.x !== before.x || bounds.y !== before.y) this.emit('move');
    if (bounds.width !== before.width || bounds.height !== before.height) this.emit('resize');
  }

  #mayClose(): boolean {
    if (this.#closing) return true;
    const event = preventable({});
    this.emit('close', event);
    return !event.defaultPrevented;
  }

  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this);
    this.#native?.forget();
    this.webContents.destroyed();
    this.emit('closed');
    app.windowClosed(windows.size);
  }
}
refuseTheRest(HostBrowserWindow, 'BrowserWindow');

app.closeWindows = () => {
  for (const window of windows) window.close();
  return windows.size === 0;
};
