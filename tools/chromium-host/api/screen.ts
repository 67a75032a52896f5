import { EventEmitter } from 'node:events';
import { refuseTheRest } from '../refuse-the-rest';
import { host } from './host';

type ScreenApi = Pick<
  Electron.Screen,
  'getAllDisplays' | 'getPrimaryDisplay' | 'getDisplayMatching' | 'getDisplayNearestPoint'
>;

/** A display a test pretends there is. */
export type PretendedDisplay = Pick<Electron.Display, 'bounds'> &
  Partial<Pick<Electron.Display, 'workArea' | 'scaleFactor'>>;

/** The X screen as one display, however many monitors it spans, or parts of it as the displays a test pretends. */
class HostScreen extends EventEmitter implements ScreenApi {
  #listening = false;
  #pretended: readonly PretendedDisplay[] = [];

  override on(name: string, listener: (...args: never[]) => void): this {
    if (!this.#listening)
      host.desktop.on('resized', () => {
        this.emit('display-metrics-changed', {}, this.getPrimaryDisplay(), ['bounds', 'workArea']);
      });
    this.#listening = true;
    return super.on(name, listener as (...args: unknown[]) => void);
  }

  /** Displays come or go, the primary first; none is the X screen again. */
  pretend(displays: readonly PretendedDisplay[]): void {
    const before = this.#pretended.length || 1;
    this.#pretended = displays;
    const now = displays.length || 1;
    const name =
      now > before ? 'display-added' : now < before ? 'display-removed' : 'display-metrics-changed';
    this.emit(name, {}, this.getPrimaryDisplay(), ['bounds', 'workArea']);
  }

  getPrimaryDisplay(): Electron.Display {
    const [primary] = this.getAllDisplays();
    if (!primary) throw new Error('the X server has no screen');
    return primary;
  }

  getAllDisplays(): Electron.Display[] {
    const displays = this.#pretended.length > 0 ? this.#pretended : [host.desktop];
    return displays.map((display, index) => displayAt(index + 1, display));
  }

  getDisplayMatching(): Electron.Display {
    return this.getPrimaryDisplay();
  }

  getDisplayNearestPoint(): Electron.Display {
    return this.getPrimaryDisplay();
  }
}

function displayAt(id: number, display: PretendedDisplay): Electron.Display {
  const { bounds, workArea = bounds, scaleFactor = 1 } = display;
  return {
    id,
    label: 'X11',
    bounds,
    workArea,
    size: { width: bounds.width, height: bounds.height },
    workAreaSize: { width: workArea.width, height: workArea.height },
    scaleFactor,
    rotation: 0,
    internal: false,
  } as Electron.Display;
}
refuseTheRest(HostScreen, 'screen');

export const screen = new HostScreen();
