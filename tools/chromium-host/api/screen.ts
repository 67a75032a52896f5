import { EventEmitter } from 'node:events';
import { refuseTheRest } from '../refuse-the-rest';
import { host } from './host';

type ScreenApi = Pick<
  Electron.Screen,
  'getAllDisplays' | 'getPrimaryDisplay' | 'getDisplayMatching' | 'getDisplayNearestPoint'
>;

/** The X screen as one display, however many monitors it spans. */
class HostScreen extends EventEmitter implements ScreenApi {
  #listening = false;

  override on(name: string, listener: (...args: never[]) => void): this {
    if (!this.#listening)
      host.desktop.on('resized', () => {
        this.emit('display-metrics-changed', {}, this.getPrimaryDisplay(), ['bounds', 'workArea']);
      });
    this.#listening = true;
    return super.on(name, listener as (...args: unknown[]) => void);
  }

  getPrimaryDisplay(): Electron.Display {
    const { bounds, workArea } = host.desktop;
    const display = {
      id: 1,
      label: 'X11',
      bounds,
      workArea,
      size: { width: bounds.width, height: bounds.height },
      workAreaSize: { width: workArea.width, height: workArea.height },
      scaleFactor: 1,
      rotation: 0,
      internal: false,
    };
    return display as Electron.Display;
  }

  getAllDisplays(): Electron.Display[] {
    return [this.getPrimaryDisplay()];
  }

  getDisplayMatching(): Electron.Display {
    return this.getPrimaryDisplay();
  }

  getDisplayNearestPoint(): Electron.Display {
    return this.getPrimaryDisplay();
  }
}
refuseTheRest(HostScreen, 'screen');

export const screen = new HostScreen();
