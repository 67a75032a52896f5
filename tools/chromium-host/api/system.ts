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
  | 'encryptString'
  | 'decryptString'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
>;

/** As Electron on a Linux without a keyring: there is no safe place. */
class HostSafeStorage implements SafeStorageApi {
  readonly #refusal = new Error('Encryption is not available.');

  isEncryptionAvailable(): boolean {
    return false;
  }

  isAsyncEncryptionAvailable(): Promise<boolean> {
    return Promise.resolve(false);
  }

  getSelectedStorageBackend(): 'basic_text' {
    return 'basic_text';
  }

  encryptString(): never {
    throw this.#refusal;
  }

  decryptString(): never {
    throw this.#refusal;
  }

  encryptStringAsync(): Promise<never> {
    return Promise.reject(this.#refusal);
  }

  decryptStringAsync(): Promise<never> {
    return Promise.reject(this.#refusal);
  }
}
refuseTheRest(HostSafeStorage, 'safeStorage');

export const powerSaveBlocker = new HostPowerSaveBlocker();
export const powerMonitor = new HostPowerMonitor();
export const nativeTheme = new HostNativeTheme();
export const safeStorage = new HostSafeStorage();
