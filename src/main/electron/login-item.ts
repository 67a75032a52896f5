import { app } from 'electron';
import { autostartFile, followProgram, setAutostart } from '../core/controls/xdg-autostart';

/** Opens Sotto without a window. */
const hidden = '--hidden';

/** Sotto among what the system starts at login. From its sources it can't be: there is no program to name. */
export const loginItem = {
  isSupported: (): boolean => app.isPackaged,

  /** Throws what the file system throws. */
  set(openAtLogin: boolean): void {
    if (!app.isPackaged) return;
    if (process.platform === 'linux') setAutostart(linuxFile(), openAtLogin ? linuxProgram() : null);
    else app.setLoginItemSettings({ openAtLogin, args: [hidden] });
  },

  /** At each start: an AppImage may have been moved since it was set. */
  follow(isSet: boolean): void {
    if (app.isPackaged && isSet && process.platform === 'linux') followProgram(linuxFile(), linuxProgram());
  },

  /** macOS starts apps without arguments and tells them why. */
  isAtLogin: (): boolean => process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin,
};

const linuxFile = (): string => autostartFile(app.getPath('appData'));

/** An AppImage runs from a mount of its own; the file that was started is in its environment. */
const linuxProgram = () => ({
  name: app.getName(),
  command: [process.env['APPIMAGE'] ?? process.execPath, hidden],
});
