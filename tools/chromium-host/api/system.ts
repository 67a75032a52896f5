import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { refuseTheRest } from '../refuse-the-rest';

type PowerSaveApi = Pick<Electron.PowerSaveBlocker, 'start' | 'stop' | 'isStarted'>;

/** Kept count of, nothing more: an X server of its own doesn't sleep. */
class HostPowerSaveBlocker implements PowerSaveApi {
  readonly running = new Set<number>();
  #last = 0;

  start(): number {
    this.running.add(++this.#last);
    return this.#last;
  }

  stop(id: number): boolean {
    return this.running.delete(id);
  }

  isStarted(id: number): boolean {
    return this.running.has(id);
  }
}
refuseTheRest(HostPowerSaveBlocker, 'powerSaveBlocker');

/** Silent, except for what the control socket lets happen. */
class HostPowerMonitor extends EventEmitter {}
refuseTheRest(HostPowerMonitor, 'powerMonitor');

type ThemeApi = Pick<
  Electron.NativeTheme,
  | 'shouldUseDarkColors'
  | 'shouldUseHighContrastColors'
  | 'shouldUseInvertedColorScheme'
  | 'prefersReducedTransparency'
  | 'themeSource'
>;

class HostNativeTheme extends EventEmitter implements ThemeApi {
  readonly shouldUseDarkColors = false;
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly prefersReducedTransparency = false;
  themeSource: Electron.NativeTheme['themeSource'] = 'system';
}
refuseTheRest(HostNativeTheme, 'nativeTheme');

type SafeStorageApi = Pick<
  Electron.SafeStorage,
  | 'isEncryptionAvailable'
  | 'isAsyncEncryptionAvailable'
  | 'getSelectedStorageBackend'
  | 'setUsePlainTextEncryption'
  | 'encryptString'
  | 'decryptString'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
>;

/**
 * As Electron on a Linux without a keyring: there is no safe place, and only who allows it gets Chromium's encryption
 * with a password everybody knows.
 */
class HostSafeStorage implements SafeStorageApi {
  #isAllowed = false;
  readonly #key = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1');
  readonly #iv = Buffer.alloc(16, ' ');

  setUsePlainTextEncryption(isAllowed: boolean): void {
    this.#isAllowed = isAllowed;
  }

  isEncryptionAvailable(): boolean {
    return this.#isAllowed;
  }

  isAsyncEncryptionAvailable(): Promise<boolean> {
    return Promise.resolve(this.#isAllowed);
  }

  getSelectedStorageBackend(): 'basic_text' {
    return 'basic_text';
  }

  encryptString(text: string): Buffer {
    this.#refuseUnlessAllowed();
    const cipher = createCipheriv('aes-128-cbc', this.#key, this.#iv);
    return Buffer.concat([Buffer.from('v10'), cipher.update(text, 'utf8'), cipher.final()]);
  }

  decryptString(encrypted: Buffer): string {
    this.#refuseUnlessAllowed();
    const decipher = createDecipheriv('aes-128-cbc', this.#key, this.#iv);
    return Buffer.concat([decipher.update(encrypted.subarray(3)), decipher.final()]).toString('utf8');
  }

  async encryptStringAsync(text: string): Promise<Buffer> {
    return this.encryptString(text);
  }

  async decryptStringAsync(encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
    return { result: this.decryptString(encrypted), shouldReEncrypt: false };
  }

  #refuseUnlessAllowed(): void {
    if (!this.#isAllowed) throw new Error('Encryption is not available.');
  }
}
refuseTheRest(HostSafeStorage, 'safeStorage');

/** Kept, not the X server's: whoever tests reads it by the control socket. */
class HostClipboard implements Pick<Electron.Clipboard, 'writeText' | 'readText'> {
  text = '';

  async writeText(text: string): Promise<void> {
    this.text = text;
  }

  async readText(): Promise<string> {
    return this.text;
  }
}
refuseTheRest(HostClipboard, 'clipboard');

export const clipboard = new HostClipboard();
export const powerSaveBlocker = new HostPowerSaveBlocker();
export const powerMonitor = new HostPowerMonitor();
export const nativeTheme = new HostNativeTheme();
export const safeStorage = new HostSafeStorage();
