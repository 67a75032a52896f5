import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { refuseTheRest } from '../refuse-the-rest';
import { host } from './host';
import { preventable } from './preventable';
import { SingleInstance } from './single-instance';

type AppApi = Pick<
  Electron.App,
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'getPath'
  | 'setPath'
  | 'getVersion'
  | 'getName'
  | 'getPreferredSystemLanguages'
  | 'setName'
  | 'isPackaged'
  | 'getAppPath'
  | 'requestSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'setAsDefaultProtocolClient'
>;

interface Manifest {
  name?: string;
  productName?: string;
  version?: string;
}

/** The folder of the package.json above the main script. */
function findAppPath(): string {
  let folder = dirname(process.argv[1] ?? process.cwd());
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

const switchValue = (name: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

/** Folder of a packaged app's resources, where a packaged app is run. */
const resources = process.env['SOTTO_HOST_RESOURCES'];
if (resources !== undefined) Object.assign(process, { resourcesPath: resources });

class HostApp extends EventEmitter implements AppApi {
  readonly isPackaged = resources !== undefined;
  /** Switches are for Electron's own Chromium; this one has the host's. */
  readonly commandLine = { appendSwitch: (): void => undefined };
  readonly #path = findAppPath();
  readonly protocols = new Set<string>();
  readonly #manifest: Manifest;
  readonly #paths = new Map<string, string>();
  readonly #ready: Promise<void>;
  #name: string;
  #quitting = false;
  #lock: SingleInstance | undefined;
  /** Closes all windows unless one refuses; set by the module of the windows. */
  closeWindows: () => boolean = () => true;

  constructor() {
    super();
    // A packaged app's first argument is the person's: the program is the app.
    if (this.isPackaged) process.argv.splice(1, 1);
    this.#manifest = JSON.parse(readFileSync(join(this.#path, 'package.json'), 'utf8')) as Manifest;
    this.#name = this.#manifest.productName ?? this.#manifest.name ?? 'Electron';
    this.#ready = this.#start();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        // Where main listens itself, quitting is its affair, as in Electron.
        if (process.listenerCount(signal) === 1) this.quit();
      });
    }
    host.onBrowserGone = () => {
      process.stderr.write('Chromium host: Chromium ended\n');
      this.exit(1);
    };
  }

  /** Ready once main's own first turn is over, as in Electron. */
  async #start(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#quitting) return new Promise(() => undefined);
    try {
      await host.connect();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      process.stderr.write(
        `The display ${process.env['DISPLAY'] ?? ''} can't be reached (${why}). Check DISPLAY; without it, npm start captions in the terminal.\n`,
      );
      process.exit(1);
    }
    this.emit('ready', {}, {});
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  isReady(): boolean {
    return host.isReady;
  }

  /** In Electron's order: before-quit, each window's close, will-quit, quit. Main may forbid the first three. */
  quit(): void {
    if (this.#quitting) return;
    const beforeQuit = preventable({});
    this.emit('before-quit', beforeQuit);
    if (beforeQuit.defaultPrevented) return;
    this.#quitting = true;
    if (!this.closeWindows()) {
      this.#quitting = false;
      return;
    }
    const willQuit = preventable({});
    this.emit('will-quit', willQuit);
    if (willQuit.defaultPrevented) this.#quitting = false;
    else this.exit(0);
  }

  exit(code = 0): void {
    this.#quitting = true;
    this.emit('quit', {}, code);
    this.releaseSingleInstanceLock();
    void host.close().finally(() => process.exit(code));
  }

  /** The last window being closed ends the app, unless main listens and decides itself. */
  windowClosed(remaining: number): void {
    if (remaining > 0 || this.#quitting) return;
    if (!this.emit('window-all-closed')) this.quit();
  }

  getPath(name: string): string {
    const set = this.#paths.get(name);
    if (set !== undefined) return set;
    const appData = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
    const paths: Record<string, string> = {
      home: homedir(),
      appData,
      userData: switchValue('user-data-dir') ?? join(appData, this.#name),
      temp: tmpdir(),
      exe: process.execPath,
      documents: join(homedir(), 'Documents'),
      downloads: join(homedir(), 'Downloads'),
      desktop: join(homedir(), 'Desktop'),
    };
    if (name === 'logs') return join(this.getPath('userData'), 'logs');
    if (name === 'sessionData') return this.getPath('userData');
    const path = paths[name];
    if (path === undefined) throw new Error(`not implemented by the Chromium host: app.getPath('${name}')`);
    return path;
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  getAppPath(): string {
    return this.#path;
  }

  getVersion(): string {
    return this.#manifest.version ?? '0.0.0';
  }

  /** On Linux from the environment, as the desktop sets it: LANGUAGE is a list, before the others. */
  getPreferredSystemLanguages(): string[] {
    const { LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = process.env;
    const names = [...(LANGUAGE?.split(':') ?? []), LC_ALL ?? LC_MESSAGES ?? LANG ?? ''];
    const tags = names.map((name) => name.replace(/[.@].*/, '').replaceAll('_', '-'));
    return tags.filter((tag) => tag !== '' && tag !== 'C' && tag !== 'POSIX');
  }

  getName(): string {
    return this.#name;
  }

  setName(name: string): void {
    this.#name = name;
  }

  get name(): string {
    return this.#name;
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    if (this.#lock) return true;
    const lock = new SingleInstance(this.getPath('userData'));
    const acquired = lock.acquire(additionalData, (argv, workingDirectory, handedOver) => {
      this.emit('second-instance', {}, argv, workingDirectory, handedOver ?? null);
    });
    if (acquired) this.#lock = lock;
    return acquired;
  }

  /** Kept, not told to the desktop: links of a stand-in are nobody's. */
  setAsDefaultProtocolClient(protocol: string): boolean {
    this.protocols.add(protocol);
    return true;
  }

  releaseSingleInstanceLock(): void {
    this.#lock?.release();
    this.#lock = undefined;
  }
}
refuseTheRest(HostApp, 'app');

export const app = new HostApp();
