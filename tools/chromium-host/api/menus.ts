import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { refuseTheRest } from '../refuse-the-rest';

type Template = Electron.MenuItemConstructorOptions;

class HostMenuItem {
  id: string;
  label: string;
  type: NonNullable<Template['type']>;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  role: Template['role'];
  submenu: HostMenu | undefined;
  readonly #click: Template['click'];

  constructor(template: Template) {
    this.id = template.id ?? '';
    this.label = template.label ?? template.role ?? '';
    this.type = template.type ?? (template.submenu ? 'submenu' : 'normal');
    this.enabled = template.enabled ?? true;
    this.visible = template.visible ?? true;
    this.checked = template.checked ?? false;
    this.role = template.role;
    this.submenu = Array.isArray(template.submenu) ? HostMenu.buildFromTemplate(template.submenu) : undefined;
    this.#click = template.click;
  }

  /** As if the person had chosen it. */
  click(): void {
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type === 'radio') this.checked = true;
    this.#click?.(this as unknown as Electron.MenuItem, undefined, {} as Electron.KeyboardEvent);
  }
}
refuseTheRest(HostMenuItem, 'MenuItem');

export class HostMenu {
  static #application: HostMenu | null = null;
  items: HostMenuItem[] = [];

  static buildFromTemplate(template: Template[]): HostMenu {
    const menu = new HostMenu();
    menu.items = template.map((item) => new HostMenuItem(item));
    return menu;
  }

  /** Kept, not shown: app windows of Chromium have no menu bar. */
  static setApplicationMenu(menu: HostMenu | null): void {
    HostMenu.#application = menu;
  }

  static getApplicationMenu(): HostMenu | null {
    return HostMenu.#application;
  }

  /** This menu's items and those below, as a person reads them. */
  flat(): HostMenuItem[] {
    return this.items.flatMap((item) => [item, ...(item.submenu?.flat() ?? [])]);
  }
}
refuseTheRest(HostMenu, 'Menu');

type TrayApi = Pick<Electron.Tray, 'setToolTip' | 'setImage' | 'destroy' | 'isDestroyed'>;

/** A tray icon nobody sees: it is there for the control socket. */
export class HostTray extends EventEmitter implements TrayApi {
  static readonly all = new Set<HostTray>();
  menu: HostMenu | null = null;
  toolTip = '';

  constructor(public image: HostImage) {
    super();
    HostTray.all.add(this);
  }

  setContextMenu(menu: HostMenu | null): void {
    this.menu = menu;
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }

  setImage(image: string | Electron.NativeImage): void {
    this.image = image as unknown as HostImage;
  }

  destroy(): void {
    HostTray.all.delete(this);
  }

  isDestroyed(): boolean {
    return !HostTray.all.has(this);
  }
}
refuseTheRest(HostTray, 'Tray');

/** An image, which nobody sees either. */
class HostImage implements Pick<Electron.NativeImage, 'isEmpty' | 'setTemplateImage'> {
  constructor(
    private readonly bytes: Buffer,
    /** Where it was read. */
    readonly file = '',
  ) {}

  isEmpty(): boolean {
    return this.bytes.length === 0;
  }

  setTemplateImage(): void {
    // macOS only.
  }
}
refuseTheRest(HostImage, 'NativeImage');

export const nativeImage = {
  createEmpty: () => new HostImage(Buffer.alloc(0)),
  createFromDataURL: (url: string) => new HostImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
  createFromPath: (path: string) => {
    try {
      return new HostImage(readFileSync(path), path);
    } catch {
      return new HostImage(Buffer.alloc(0));
    }
  },
};
