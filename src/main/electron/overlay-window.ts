import { screen, type BrowserWindow } from 'electron';
import { overlaySize } from '../../shared/overlay-size';
import type { Bounds, Settings } from '../../shared/settings';
import { placeOverlay, type Display } from '../core/overlay/overlay-placement';
import type { AppWindows } from './app-windows';

/** A window that hasn't moved for so long is where the person wants it, ms. */
const settleMs = 300;
/** Smallest overlay a person can make with the keyboard or the mouse, px. */
const minimumWidth = 240;

/**
 * The caption overlay: above everything, never taking focus, letting clicks through unless unlocked, at the place
 * where the person left it. It is made once and stays open while the app runs: hiding and showing a transparent
 * window flickers on Windows, so a hidden overlay is the exception.
 */
export class OverlayWindow {
  #window: BrowserWindow | undefined;
  #settings: Settings['overlay'];

  constructor(
    private readonly windows: AppWindows,
    settings: Settings['overlay'],
    private readonly onMoved: (bounds: Bounds) => void,
  ) {
    this.#settings = settings;
    for (const event of ['display-added', 'display-removed', 'display-metrics-changed'] as const) {
      screen.on(event as 'display-added', () => {
        this.#place();
        this.#raise();
      });
    }
  }

  open(): void {
    const window = this.windows.open('overlay', {
      ...this.#bounds(),
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
    this.#raise();
    this.#applyClickThrough();
    // `moved` comes on Windows and macOS only; `move` comes all along the way.
    let settled: NodeJS.Timeout | undefined;
    window.on('move', () => {
      clearTimeout(settled);
      settled = setTimeout(() => {
        this.#remember();
      }, settleMs);
    });
    window.once('ready-to-show', () => {
      if (this.#settings.visible) window.showInactive();
    });
  }

  /** Follows a change of settings. The place changes only if the size does. */
  apply(settings: Settings['overlay']): void {
    const before = this.#settings;
    this.#settings = settings;
    const window = this.windows.get('overlay');
    if (!window) return;
    if (settings.clickThrough !== before.clickThrough) this.#applyClickThrough();
    if (settings.look !== before.look || settings.bounds !== before.bounds) this.#place();
    if (settings.visible && !window.isVisible()) {
      window.showInactive();
      this.#raise();
    }
    if (!settings.visible && window.isVisible()) window.hide();
  }

  /** Moves or widens the overlay by steps from the keyboard, px. */
  nudge(step: { dx: number; dy: number; dWidth: number }): void {
    const window = this.windows.get('overlay');
    if (!window || this.#settings.clickThrough) return;
    const { x, y, width, height } = window.getBounds();
    window.setBounds({
      x: x + step.dx,
      y: y + step.dy,
      width: Math.max(minimumWidth, width + step.dWidth),
      height,
    });
    this.#remember();
  }

  #applyClickThrough(): void {
    const window = this.#window;
    if (!window || window.isDestroyed()) return;
    // `forward` lets the page see the pointer pass; Linux doesn't have it.
    window.setIgnoreMouseEvents(this.#settings.clickThrough, { forward: true });
    window.setFocusable(!this.#settings.clickThrough);
  }

  #raise(): void {
    // From this level up a window is above Dock, taskbar and full-screen apps.
    this.windows.get('overlay')?.setAlwaysOnTop(true, 'screen-saver');
  }

  #place(): void {
    const window = this.windows.get('overlay');
    if (!window) return;
    const wanted = this.#bounds();
    if (!isSame(window.getBounds(), wanted)) window.setBounds(wanted);
  }

  #bounds(): Bounds {
    const primary = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
    const displays: [Display, ...Display[]] = [primary, ...others];
    return placeOverlay(this.#settings.bounds, overlaySize(this.#settings.look), displays);
  }

  #remember(): void {
    const bounds = this.windows.get('overlay')?.getBounds();
    // A move of our own, to the default place too, is nothing the person chose.
    if (bounds && !isSame(bounds, this.#bounds())) this.onMoved(bounds);
  }
}

const isSame = (a: Bounds, b: Bounds): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
