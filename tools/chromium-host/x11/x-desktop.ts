import { EventEmitter } from 'node:events';
import x11, { type ShapeExtension, type XClient, type XDisplay, type XEvent } from 'x11';

const atomNames = [
  'ATOM',
  'CARDINAL',
  'WM_CLASS',
  'WM_NORMAL_HINTS',
  'WM_SIZE_HINTS',
  '_MOTIF_WM_HINTS',
  '_NET_ACTIVE_WINDOW',
  '_NET_WM_DESKTOP',
  '_NET_WM_STATE',
  '_NET_WM_STATE_ABOVE',
  '_NET_WM_STATE_SKIP_PAGER',
  '_NET_WM_STATE_SKIP_TASKBAR',
  '_NET_WM_USER_TIME',
  '_NET_WORKAREA',
] as const;
export type AtomName = (typeof atomNames)[number];

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * The X server: one connection for everything the host does beyond Chromium.
 * Emits `resized` when the screen's size or work area changes, and `key` (keycode, modifier mask) for grabbed keys.
 */
export class XDesktop extends EventEmitter {
  readonly #listeners = new Map<number, (event: XEvent) => void>();
  /** Windows made since start that nobody has claimed. */
  readonly #unclaimed = new Set<number>();
  #bounds: Area;
  #workArea: Area;

  private constructor(
    readonly display: XDisplay,
    readonly atoms: Readonly<Record<AtomName, number>>,
    readonly shape: ShapeExtension,
  ) {
    super();
    const screen = display.screen[0];
    this.#bounds = { x: 0, y: 0, width: screen?.pixel_width ?? 0, height: screen?.pixel_height ?? 0 };
    this.#workArea = this.#bounds;
  }

  /** @throws Error if there is no X server at DISPLAY */
  static async connect(): Promise<XDesktop> {
    const display = await new Promise<XDisplay>((resolve, reject) => {
      x11.createClient((error, connected) => {
        if (error) reject(error);
        else resolve(connected);
      });
    });
    const client = display.client;
    // Windows come and go under our hands: a request about a window that is gone is no failure.
    client.on('error', () => undefined);
    const atoms: Partial<Record<AtomName, number>> = {};
    for (const name of atomNames) {
      atoms[name] = await reply<number>((done) => {
        client.InternAtom(false, name, done);
      });
    }
    const shape = await reply<ShapeExtension>((done) => {
      client.require('shape', done);
    });
    const desktop = new XDesktop(display, atoms as Record<AtomName, number>, shape);
    client.on('event', (event: XEvent) => {
      desktop.#dispatch(event);
    });
    const { SubstructureNotify, StructureNotify, PropertyChange } = x11.eventMask;
    client.ChangeWindowAttributes(desktop.root, {
      eventMask: SubstructureNotify | StructureNotify | PropertyChange,
    });
    await desktop.#readWorkArea();
    return desktop;
  }

  get client(): XClient {
    return this.display.client;
  }

  get root(): number {
    return this.display.screen[0]?.root ?? 0;
  }

  get bounds(): Area {
    return this.#bounds;
  }

  /** What panels and docks leave of the screen. */
  get workArea(): Area {
    return this.#workArea;
  }

  /**
   * Waits for the new top-level window whose WM_CLASS instance ends in `,<token>`, and claims it.
   * @throws Error if it doesn't come within 10 s
   */
  async findWindow(token: string): Promise<number> {
    const deadline = Date.now() + 10_000;
    while (Date.now() < deadline) {
      for (const window of this.#unclaimed) {
        const text = (await this.property(window, 'WM_CLASS').catch(() => undefined))?.toString('latin1');
        if (text === undefined) continue;
        if (text.split('\0')[0]?.endsWith(`,${token}`)) {
          this.#unclaimed.delete(window);
          return window;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`no X11 window of class ${token}`);
  }

  /** Bytes of a window's property; empty if it has none. */
  async property(window: number, name: AtomName): Promise<Buffer> {
    const { data } = await reply<{ data: Buffer }>((done) => {
      this.client.GetProperty(0, window, this.atoms[name], 0, 0, 1024, done);
    });
    return data;
  }

  listen(window: number, listener: (event: XEvent) => void): void {
    this.#listeners.set(window, listener);
  }

  unlisten(window: number): void {
    this.#listeners.delete(window);
  }

  isOurs(window: number): boolean {
    return this.#listeners.has(window);
  }

  close(): void {
    this.client.terminate();
  }

  async #readWorkArea(): Promise<void> {
    const data = await this.property(this.root, '_NET_WORKAREA').catch(() => Buffer.alloc(0));
    const [x, y, width, height] = [0, 4, 8, 12].map((at) => (data.length >= 16 ? data.readInt32LE(at) : 0));
    this.#workArea = width && height ? { x: x ?? 0, y: y ?? 0, width, height } : this.#bounds;
  }

  #dispatch(event: XEvent): void {
    const window = event.wid1 ?? event.wid;
    if (event.name === 'CreateNotify') this.#unclaimed.add(event.wid);
    else if (event.name === 'DestroyNotify') this.#unclaimed.delete(window);
    if (event.name === 'KeyPress') this.emit('key', event.keycode, event.buttons);
    else if (event.name === 'PropertyNotify' && event.atom === this.atoms._NET_WORKAREA)
      void this.#readWorkArea().then(() => this.emit('resized'));
    else if (event.name === 'ConfigureNotify' && window === this.root) {
      this.#bounds = { ...this.#bounds, width: event.width ?? 0, height: event.height ?? 0 };
      void this.#readWorkArea().then(() => this.emit('resized'));
    } else if ((event.name === 'ConfigureNotify' || event.name === 'MapNotify') && !this.isOurs(window))
      this.emit('restacked');
    this.#listeners.get(window)?.(event);
  }
}

/** A request with an answer, as a promise. */
export function reply<Value>(
  ask: (done: (error: Error | null, value: Value) => void) => void,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    ask((error, value) => {
      if (error) reject(error);
      else resolve(value);
    });
  });
}
