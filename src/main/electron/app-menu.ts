import { Menu } from 'electron';

/**
 * Takes Electron's own menu away: it offers developer tools, and reloads a page in the middle of a conversation. macOS
 * needs one, as its menu is what makes copy and paste work.
 */
export function setAppMenu(): void {
  const menu =
    process.platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null;
  Menu.setApplicationMenu(menu);
}
