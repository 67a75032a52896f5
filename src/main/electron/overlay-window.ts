import { powerMonitor, screen, type BrowserWindow } from 'electron';
import { overlaySize } from '../../shared/overlay-size';
import type { Bounds, Settings } from '../../shared/settings';
import { displaySetName, type Displays } from '../core/overlay/display-set';
import { placeAfterMove, placeAfterResize } from '../core/overlay/overlay-move';
import { isNear, placeOverlay, usualPlace, type Place } from '../core/overlay/overlay-placement';
import { placeFor, withPlace, type RememberedPlaces } from '../core/overlay/remembered-places';
import type { AppWindows } from './app-windows';

/** A window that hasn't moved for so long is where the person wants it, ms. */
const settleMs = 300;

/**
 * The caption overlay: above everything, never taking focus, letting clicks through unless unlocked, at the place
 * where the person left it. It is made once and stays open while the app runs: hiding and showing a transparent
 * window flickers on Windows, so a hidden overlay is the exception.
 */
export class OverlayWindow {
  #window: BrowserWindow | undefined;
  #settings: Settings['overlay'];
  #textScale = 1;
  /** Where the person just moved it, until that is among the settings. */
  #moved: Place | undefined;
  /** Where it was last put. */
  #put: { bounds: Bounds; displays: string } | undefined;
  #settled: NodeJS.Timeout | undefined;

  constructor(
    private readonly windows: AppWindows,
    settings: Settings['overlay'],
    private readonly onMoved: (places: ReturnType<typeof withPlace>) => void,
  ) {
    this.#settings = settings;
    for (const event of ['display-added', 'display-removed', 'display-metrics-changed'] as const) {
      screen.on(event as 'display-added', () => {
        // A move that was under way was meant for the displays of before.
        this.#moved = undefined;
        this.#place();
        this.raise();
      });
    }
    // Lock screens and what wakes with the computer put themselves on top.
    for (const event of ['resume', 'unlock-screen'] as const) {
      powerMonitor.on(event as 'resume', () => {
        this.raise();
      });
    }
  }

  open(): void {
    const bounds = this.#bounds();
    this.#put = { bounds, displays: displaySetName(displaysNow()) };
    const window = this.windows.open('overlay', {
      ...bounds,
      title: 'Sotto captions',
      show: false,
      frame: false,
      transparent: true,
      hasShadow: false,
      roundedCorners: false,
      resizable: false,
      maximizable: false,
      minimizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      // An unfocusable X11 window leaves the window manager's control and stays on top everywhere.
      focusable: false,
      ...(process.platform === 'darwin' ? { type: 'panel' } : {}),
      webPreferences: { backgroundThrottling: false },
    });
    this.#window = window;
    // Once only: each call makes macOS's Dock flash. The Dock icon is given up for floating over full-screen apps.
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
    this.raise();
    this.#applyClickThrough();
    window.setContentProtection(this.#settings.hideFromScreenShare);
    const settle = (): void => {
      this.keepMove();
    };
    // Windows tells when the mouse lets go; elsewhere a move is over when no more of it comes.
    if (process.platform === 'win32') window.on('moved', settle);
    else {
      window.on('move', () => {
        clearTimeout(this.#settled);
        this.#settled = setTimeout(settle, settleMs);
      });
    }
    window.once('ready-to-show', () => {
      if (this.#settings.visible) window.showInactive();
    });
  }

  /** Follows a change of settings. The place changes only if what it follows from does. */
  apply(settings: Settings['overlay']): void {
    const before = this.#settings;
    this.#settings = settings;
    const window = this.windows.get('overlay');
    if (!window) return;
    if (settings.clickThrough !== before.clickThrough) this.#applyClickThrough();
    if (settings.hideFromScreenShare !== before.hideFromScreenShare)
      window.setContentProtection(settings.hideFromScreenShare);
    const isPlaced = !isSamePlaces(settings, before);
    if (isPlaced) this.#moved = undefined;
    if (isPlaced || !isSameSize(settings.look, before.look)) this.#place();
    if (settings.visible && !window.isVisible()) {
      window.showInactive();
      this.raise();
    }
    if (!settings.visible && window.isVisible()) window.hide();
  }

  /** Makes room for text as large as the system's: 1 is as usual. */
  setTextScale(scale: number): void {
    if (scale === this.#textScale) return;
    this.#textScale = scale;
    this.#place();
  }

  /** Moves or widens the overlay by steps from the keyboard, px. */
  nudge(step: { dx: number; dy: number; dWidth: number }): void {
    if (this.#settings.clickThrough) return;
    const place = this.#current();
    const { x, y, width, height } = place.bounds;
    if (step.dWidth !== 0) this.#widen(place, 'both', width + step.dWidth);
    else this.#move(placeAfterMove(place, { x: x + step.dx, y: y + step.dy, width, height }, displaysNow()));
  }

  /** Follows the mouse that drags one side, px. */
  resize({ side, width }: { side: 'left' | 'right'; width: number }): void {
    if (!this.#settings.clickThrough) this.#widen(this.#current(), side, width);
  }

  /** To the top or bottom of its display; `usual` is bottom centre of the primary one, as wide as the look. */
  moveTo(where: 'top' | 'bottom' | 'usual'): void {
    const displays = displaysNow();
    const place = where === 'usual' ? this.#usual() : { ...this.#current(), edge: where };
    this.#moved = undefined;
    clearTimeout(this.#settled);
    const bounds = placeOverlay(place, this.#size, displays);
    this.onMoved(withPlace(this.#settings, displays, { ...place, bounds }));
  }

  /** Remembers where the window came to rest, if the person moved it there; before quitting without waiting for that. */
  keepMove(): void {
    const window = this.windows.get('overlay');
    const displays = displaysNow();
    if (!window || !this.#put) return;
    // What the OS does with windows as displays come and go is nothing the person chose.
    if (this.#put.displays !== displaySetName(displays)) {
      this.#place();
      return;
    }
    this.#noticeMove();
    if (this.#moved) this.onMoved(withPlace(this.#settings, displays, this.#moved));
  }

  /** Unlocked by hotkey, the arrow keys move it at once: no Alt+Tab reaches it. Locked, it never has the keyboard. */
  takeKeyboard(): void {
    if (!this.#settings.clickThrough && this.#settings.visible) this.windows.get('overlay')?.focus();
  }

  /** Above all other windows again: another one may have put itself there since. */
  raise(): void {
    // From this level up a window is above Dock, taskbar and full-screen apps.
    this.windows.get('overlay')?.setAlwaysOnTop(true, 'screen-saver');
  }

  get #size(): ReturnType<typeof sizeOf> {
    return sizeOf(this.#settings.look, this.#textScale);
  }

  #applyClickThrough(): void {
    const window = this.#window;
    if (!window || window.isDestroyed()) return;
    // `forward` lets the page see the pointer pass; Linux doesn't have it.
    window.setIgnoreMouseEvents(this.#settings.clickThrough, { forward: true });
    window.setFocusable(!this.#settings.clickThrough);
    // macOS leaves the keyboard with a window that can no longer take it.
    if (this.#settings.clickThrough && window.isFocused()) window.blur();
  }

  #usual(): Place {
    return { bounds: placeOverlay(null, this.#size, displaysNow()), ...usualPlace };
  }

  /** The place in force, with the bounds it has now. */
  #current(): Place {
    this.#noticeMove();
    const place = this.#moved ?? placeFor(this.#settings, displaysNow());
    return { ...(place ?? this.#usual()), bounds: this.#bounds() };
  }

  #bounds(): Bounds {
    const displays = displaysNow();
    return placeOverlay(this.#moved ?? placeFor(this.#settings, displays), this.#size, displays);
  }

  #place(): void {
    const window = this.windows.get('overlay');
    if (!window) return;
    const bounds = this.#bounds();
    this.#put = { bounds, displays: displaySetName(displaysNow()) };
    if (!isNear(window.getBounds(), bounds)) window.setBounds(bounds);
  }

  #widen(place: Place, side: 'left' | 'right' | 'both', width: number): void {
    const { columns } = this.#settings.look;
    this.#move(placeAfterResize(place, side, { width, columns }, displaysNow()));
  }

  #move(place: Place): void {
    this.#moveNow(place);
    clearTimeout(this.#settled);
    this.#settled = setTimeout(() => {
      this.keepMove();
    }, settleMs);
  }

  #moveNow(place: Place): void {
    this.#moved = { ...place, bounds: placeOverlay(place, this.#size, displaysNow()) };
    this.#place();
  }

  /** Takes over where the window was dragged; a locked one the person can't drag. */
  #noticeMove(): void {
    const bounds = this.windows.get('overlay')?.getBounds();
    const isTheirs = this.#put?.displays === displaySetName(displaysNow()) && !this.#settings.clickThrough;
    if (!bounds || !this.#put || !isTheirs || isNear(bounds, this.#put.bounds)) return;
    const before = this.#moved ?? placeFor(this.#settings, displaysNow()) ?? this.#usual();
    this.#moveNow(placeAfterMove({ ...before, bounds: this.#put.bounds }, bounds, displaysNow()));
  }
}

function displaysNow(): Displays {
  const primary = screen.getPrimaryDisplay();
  return [primary, ...screen.getAllDisplays().filter((display) => display.id !== primary.id)];
}

const sizeOf = (look: Settings['overlay']['look'], textScale = 1) => ({
  ...overlaySize(look, textScale),
  columns: look.columns,
});

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const isSameSize = (a: Settings['overlay']['look'], b: Settings['overlay']['look']): boolean =>
  isSame(sizeOf(a), sizeOf(b));
const isSamePlaces = (a: RememberedPlaces, b: RememberedPlaces): boolean =>
  isSame([a.places, a.bounds], [b.places, b.bounds]);
