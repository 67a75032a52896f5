import { safeStorage } from 'electron';
import type { Cipher } from '../core/secrets/key-store';

/** The OS's secret store through Electron. Linux's `basic_text` is a password everybody knows, so it doesn't count. */
export const safeStorageCipher: Cipher = {
  async isSafe() {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
    return (
      process.platform !== 'linux' ||
      !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
    );
  },
  encrypt: (text) => safeStorage.encryptStringAsync(text),
  decrypt: async (bytes) => (await safeStorage.decryptStringAsync(Buffer.from(bytes))).result,
};
