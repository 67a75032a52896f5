import type { IntlShape } from '@formatjs/intl';
import { Menu, nativeImage, Tray } from 'electron';
import type { CaptioningStatus } from '../../shared/captioning-status';
import type { MessageId } from '../../shared/locales/messages';
import type { Settings } from '../../shared/settings';

export interface TrayActions {
  toggleCaptions: () => void;
  setOverlayVisible: (visible: boolean) => void;
  setClickThrough: (clickThrough: boolean) => void;
  openControl: () => void;
  quit: () => void;
}

/** The icon in the system's tray: state and zone at a glance (rule Z8), and the app's main switches. */
export class AppTray {
  readonly #tray: Tray;
  /** What the menu shows now. */
  #shown = '';

  constructor(
    iconFile: string,
    private readonly messages: () => IntlShape,
    private readonly actions: TrayActions,
  ) {
    const icon = nativeImage.createFromPath(iconFile);
    icon.setTemplateImage(process.platform === 'darwin');
    this.#tray = new Tray(icon);
    this.#tray.on('click', () => {
      actions.openControl();
    });
  }

  show(status: CaptioningStatus, settings: Settings): void {
    const messages = this.messages();
    const text = (id: MessageId, values?: Record<string, string>): string =>
      messages.formatMessage({ id }, values);
    const tooltip = text('tray.tooltip', {
      phase: text(`phase.${status.phase}`),
      zone: text(`zone.${status.zone}.label`),
    });
    const running = status.phase !== 'stopped' && status.phase !== 'failed';
    // A status comes every second, and a menu that is open closes when another takes its place.
    const shown = JSON.stringify([
      messages.locale,
      tooltip,
      running,
      settings.overlay.visible,
      settings.overlay.clickThrough,
    ]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#tray.setToolTip(tooltip);
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: 'status', label: tooltip, enabled: false },
        { type: 'separator' },
        {
          id: 'toggle',
          label: text(running ? 'tray.stop' : 'tray.start'),
          click: this.actions.toggleCaptions,
        },
        {
          id: 'overlay',
          label: text('tray.show-overlay'),
          type: 'checkbox',
          checked: settings.overlay.visible,
          click: (item) => {
            this.actions.setOverlayVisible(item.checked);
          },
        },
        {
          id: 'click-through',
          label: text('tray.click-through'),
          type: 'checkbox',
          checked: settings.overlay.clickThrough,
          click: (item) => {
            this.actions.setClickThrough(item.checked);
          },
        },
        { type: 'separator' },
        { id: 'open', label: text('tray.open'), click: this.actions.openControl },
        { id: 'quit', label: text('tray.quit'), click: this.actions.quit },
      ]),
    );
  }

  remove(): void {
    this.#tray.destroy();
  }
}
