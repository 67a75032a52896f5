import { join } from 'node:path';
import { Menu, nativeImage, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import {
  trayIcon,
  trayMenu,
  trayTooltip,
  type TrayAction,
  type TrayIcon,
  type TrayItem,
  type TrayMessages,
  type TrayState,
} from '../core/controls/tray-menu';

/** The icon in the system's tray: state and zone at a glance (rule Z8), and the app's main switches. */
export class AppTray {
  readonly #tray: Tray;
  #icon: TrayIcon = 'stopped';
  /** What the menu shows now. */
  #shown = '';

  constructor(
    private readonly assetsDir: string,
    private readonly messages: () => TrayMessages,
    /** What an item does; a switch tells what it was set to. */
    private readonly act: (action: TrayAction, checked: boolean) => void,
    /** null finds out by itself which language is spoken. */
    private readonly chooseLanguage: (code: string | null) => void,
  ) {
    this.#tray = new Tray(this.#picture('stopped'));
    this.#tray.on('click', () => {
      act('open', false);
    });
  }

  /** @param isForced draws the menu anew, where a switch moved that the setting didn't follow */
  show(state: TrayState, isForced = false): void {
    const messages = this.messages();
    const icon = trayIcon(state.status);
    if (icon !== this.#icon) this.#tray.setImage(this.#picture(icon));
    this.#icon = icon;
    const [menu, toolTip] = [trayMenu(state, messages), trayTooltip(state, messages)];
    // A status comes every second, and a menu that is open closes when another takes its place.
    const shown = JSON.stringify([menu, toolTip]);
    if (shown === this.#shown && !isForced) return;
    this.#shown = shown;
    this.#tray.setToolTip(toolTip);
    this.#tray.setContextMenu(Menu.buildFromTemplate(menu.map((item) => this.#native(item))));
  }

  remove(): void {
    this.#tray.destroy();
  }

  /** macOS colours the shape itself, as its menu bar is light or dark. */
  #picture(icon: TrayIcon): NativeImage {
    const isMac = process.platform === 'darwin';
    const image = nativeImage.createFromPath(
      join(this.assetsDir, `tray-${icon}${isMac ? 'Template' : ''}.png`),
    );
    image.setTemplateImage(isMac);
    return image;
  }

  #native(item: TrayItem): MenuItemConstructorOptions {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'note':
        return { id: item.id, label: item.label, enabled: false };
      case 'choice':
        return {
          id: item.id,
          label: item.label,
          enabled: item.enabled,
          submenu: item.choices.map(({ code, label, checked }) => ({
            id: `${item.id}-${code ?? 'any'}`,
            type: 'radio',
            label,
            checked,
            click: () => {
              this.chooseLanguage(code);
            },
          })),
        };
      case 'action':
      case 'switch':
        return {
          id: item.id,
          label: item.label,
          enabled: item.enabled,
          ...(item.kind === 'switch' && { type: 'checkbox', checked: item.checked }),
          click: ({ checked }) => {
            this.act(item.id, checked);
          },
        };
    }
  }
}
