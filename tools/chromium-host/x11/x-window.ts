import x11, { type XEvent } from 'x11';
import { reply, type Area, type XDesktop } from './x-desktop';

/** How a window is to look to the window manager. */
export interface WindowManners {
  title: string;
  frame: boolean;
  /** Without it the window leaves the window manager's control, as Electron's does on X11. */
  focusable: boolean;
  alwaysOnTop: boolean;
  skipTaskbar: boolean;
  allWorkspaces: boolean;
  resizable: boolean;
}

export interface WindowEvents {
  bounds: (bounds: Area) => void;
  focus: (focused: boolean) => void;
}

const allDesktops = 0xffffffff;
/** Sizes and places in WM_NORMAL_HINTS, ICCCM 4.1.2.3. */
const [userPosition, userSize, minimumSize, maximumSize] = [1, 2, 16, 32];

/** Focus events that don't move the keyboard: a grab's mode, and the detail of what is merely under the pointer. */
const [notifyGrab, notifyUngrab, notifyPointer] = [1, 2, 5];

/**
 * One of Chromium's windows as the X server sees it. Chromium maps its windows at once; from then on the host alone
 * shows, places and shapes them.
 */
export class XWindow {
  #shown = false;
  /** Inside a frame of the window manager's. */
  #framed = false;
  /** To be shown (with focus or not) once the window manager has let go of it. */
  #pending: boolean | undefined;
  #manners: WindowManners;
  #raise = (): void => {
    if (this.#shown && !this.#manners.focusable && this.#manners.alwaysOnTop)
      this.#configure({ stackMode: 0 });
  };

  constructor(
    private readonly desktop: XDesktop,
    readonly id: number,
    manners: WindowManners,
    private bounds: Area,
    private readonly events: WindowEvents,
  ) {
    this.#manners = manners;
    const { StructureNotify, FocusChange } = x11.eventMask;
    desktop.client.ChangeWindowAttributes(id, { eventMask: StructureNotify | FocusChange });
    desktop.listen(id, (event) => {
      this.#onEvent(event);
    });
    // The window manager leaves an unmanaged window below whatever it raises.
    desktop.on('restacked', this.#raise);
    this.#withdraw();
  }

  /** @param focus whether it may take the keyboard */
  show(focus: boolean): void {
    const { client, atoms } = this.desktop;
    if (!this.#shown && this.#framed) {
      this.#pending = focus;
      return;
    }
    if (!this.#shown) {
      this.#writeManners();
      // Time 0: the window asks for no focus when it is mapped (EWMH).
      if (!focus) client.ChangeProperty(0, this.id, atoms._NET_WM_USER_TIME, atoms.CARDINAL, 32, [0]);
      this.#configure({ ...this.bounds, stackMode: 0 });
      client.MapWindow(this.id);
      this.#shown = true;
      this.#configure(this.bounds);
    }
    if (focus) this.focus();
  }

  hide(): void {
    this.#pending = undefined;
    if (!this.#shown) return;
    this.#shown = false;
    this.#withdraw();
    this.events.focus(false);
  }

  focus(): void {
    const { client, root, atoms } = this.desktop;
    if (!this.#shown || !this.#manners.focusable) return;
    this.#configure({ stackMode: 0 });
    // 2: asked for by the person, as a taskbar does.
    client.SendClientMessage(root, this.id, atoms._NET_ACTIVE_WINDOW, 32, [2, 0, 0]);
  }

  raise(): void {
    this.#configure({ stackMode: 0 });
  }

  setBounds(bounds: Area): void {
    this.bounds = bounds;
    this.#configure(bounds);
    if (!this.#manners.resizable) this.#writeSizeHints();
  }

  /** Clicks go to what is below, everywhere in the window, or nowhere. */
  setClickThrough(clickThrough: boolean): void {
    const { shape } = this.desktop;
    if (clickThrough) shape.Rectangles(shape.Op.Set, shape.Kind.Input, this.id, 0, 0, []);
    else shape.Mask(shape.Op.Set, shape.Kind.Input, this.id, 0, 0, 0);
  }

  setManners(change: Partial<WindowManners>): void {
    const before = this.#manners;
    this.#manners = { ...before, ...change };
    if (!this.#shown) return;
    if (this.#manners.focusable !== before.focusable) {
      // Whether the window manager has a window is settled when it is mapped.
      this.hide();
      this.show(false);
      return;
    }
    const { client, root, atoms } = this.desktop;
    const state = (wanted: boolean, ...names: number[]): void => {
      client.SendClientMessage(root, this.id, atoms._NET_WM_STATE, 32, [wanted ? 1 : 0, ...names, 1]);
    };
    state(this.#manners.alwaysOnTop, atoms._NET_WM_STATE_ABOVE);
    state(this.#manners.skipTaskbar, atoms._NET_WM_STATE_SKIP_TASKBAR, atoms._NET_WM_STATE_SKIP_PAGER);
    if (this.#manners.allWorkspaces)
      client.SendClientMessage(root, this.id, atoms._NET_WM_DESKTOP, 32, [allDesktops, 1]);
    if (this.#manners.alwaysOnTop) this.#raise();
  }

  forget(): void {
    this.desktop.off('restacked', this.#raise);
    this.desktop.unlisten(this.id);
  }

  #configure(values: Partial<Area> & { stackMode?: number }): void {
    this.desktop.client.ConfigureWindow(this.id, values);
  }

  /** Out of the window manager's hands (ICCCM 4.1.4). The page goes on at full speed. */
  #withdraw(): void {
    const { client, root } = this.desktop;
    const { SubstructureNotify, SubstructureRedirect } = x11.eventMask;
    client.UnmapWindow(this.id);
    const event = { name: 'UnmapNotify', event: root, wid: this.id, fromConfigure: 0 };
    client.SendEvent(root, 0, SubstructureNotify | SubstructureRedirect, event);
  }

  /** What the window manager reads when the window is mapped. */
  #writeManners(): void {
    const { client, atoms } = this.desktop;
    const { frame, focusable, alwaysOnTop, skipTaskbar, allWorkspaces } = this.#manners;
    client.ChangeWindowAttributes(this.id, { overrideRedirect: !focusable });
    client.ChangeProperty(0, this.id, atoms._MOTIF_WM_HINTS, atoms._MOTIF_WM_HINTS, 32, [
      2,
      0,
      frame ? 1 : 0,
      0,
      0,
    ]);
    client.ChangeProperty(0, this.id, atoms._NET_WM_STATE, atoms.ATOM, 32, [
      ...(alwaysOnTop ? [atoms._NET_WM_STATE_ABOVE] : []),
      ...(skipTaskbar ? [atoms._NET_WM_STATE_SKIP_TASKBAR, atoms._NET_WM_STATE_SKIP_PAGER] : []),
    ]);
    if (allWorkspaces)
      client.ChangeProperty(0, this.id, atoms._NET_WM_DESKTOP, atoms.CARDINAL, 32, [allDesktops]);
    this.#writeSizeHints();
  }

  #writeSizeHints(): void {
    const { client, atoms } = this.desktop;
    const { x, y, width, height } = this.bounds;
    const fixed = this.#manners.resizable ? 0 : minimumSize | maximumSize;
    const hints = [userPosition | userSize | fixed, x, y, width, height, width, height, width, height];
    const padding = new Array<number>(18 - hints.length).fill(0);
    client.ChangeProperty(0, this.id, atoms.WM_NORMAL_HINTS, atoms.WM_SIZE_HINTS, 32, [...hints, ...padding]);
  }

  #onEvent(event: XEvent): void {
    if (event.name === 'ReparentNotify') this.#onReparent(event.parent !== this.desktop.root);
    // Chromium maps a new window when it likes.
    if (event.name === 'MapNotify' && !this.#shown) this.#withdraw();
    if (event.name === 'FocusIn' || event.name === 'FocusOut') {
      const byGrab = event.mode === notifyGrab || event.mode === notifyUngrab;
      if (!byGrab && event.detail !== notifyPointer) this.events.focus(event.name === 'FocusIn');
    }
    if (event.name === 'ConfigureNotify' && this.#shown)
      void this.#readBounds(event.width ?? 0, event.height ?? 0);
  }

  #onReparent(framed: boolean): void {
    this.#framed = framed;
    if (framed || this.#pending === undefined) return;
    const focus = this.#pending;
    this.#pending = undefined;
    this.show(focus);
  }

  /** The place on the screen: a framed window's own place is relative to its frame. */
  async #readBounds(width: number, height: number): Promise<void> {
    const { client, root } = this.desktop;
    const place = await reply<{ destX: number; destY: number }>((done) => {
      client.TranslateCoordinates(this.id, root, 0, 0, done);
    }).catch(() => undefined);
    if (!place || !this.#shown) return;
    this.bounds = { x: place.destX, y: place.destY, width, height };
    this.events.bounds(this.bounds);
  }
}
