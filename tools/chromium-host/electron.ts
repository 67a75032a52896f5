import { app } from './api/app';
import { HostBrowserWindow } from './api/browser-window';
import { startControlSocket } from './api/control-socket';
import { dialog, shell } from './api/dialogs';
import { globalShortcut } from './api/global-shortcut';
import { ipcMain } from './api/ipc-main';
import { HostMenu, HostTray, nativeImage } from './api/menus';
import { MessageChannelMain } from './api/message-port';
import { protocol } from './api/protocol';
import { screen } from './api/screen';
import { session } from './api/session';
import { clipboard, nativeTheme, powerMonitor, powerSaveBlocker, safeStorage } from './api/system';
import { utilityProcess } from './api/utility-process';
import { notImplemented } from './refuse-the-rest';

// The host is X11's whatever the session is, so that main has no reason to ask for it.
process.env['XDG_SESSION_TYPE'] = 'x11';
delete process.env['WAYLAND_DISPLAY'];

/** What `import … from 'electron'` is in main under the Chromium host. */
const electron = {
  app,
  BrowserWindow: HostBrowserWindow,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu: HostMenu,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray: HostTray,
  utilityProcess,
  autoUpdater: notImplemented('autoUpdater'),
  contentTracing: notImplemented('contentTracing'),
  crashReporter: notImplemented('crashReporter'),
  desktopCapturer: notImplemented('desktopCapturer'),
  MenuItem: notImplemented('MenuItem'),
  net: notImplemented('net'),
  Notification: notImplemented('Notification'),
  systemPreferences: notImplemented('systemPreferences'),
  webContents: notImplemented('webContents'),
} satisfies Partial<Record<keyof typeof Electron.CrossProcessExports, unknown>>;

export {
  app,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
};
export const {
  BrowserWindow,
  Menu,
  Tray,
  autoUpdater,
  contentTracing,
  crashReporter,
  desktopCapturer,
  MenuItem,
  net,
  Notification,
  systemPreferences,
  webContents,
} = electron;
export default electron;

startControlSocket();
