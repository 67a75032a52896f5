import { safeStorage } from 'electron';
import type { Cipher } from '../core/secrets/key-store';

/** The OS's secret store through Electron. Linux's `basic_text` is a password everybody knows: weak. */
export const safeStorageCipher: Cipher = {
  async strength() {
    if (process.platform === 'linux') {
      const backend = safeStorage.getSelectedStorageBackend();
      if (backend === 'basic_text') return 'weak';
      if (backend === 'unknown') return 'none';
    }
    return (await safeStorage.isAsyncEncryptionAvailable()) ? 'safe' : 'none';
  },
  allowWeak() {
    safeStorage.setUsePlainTextEncryption(true);
  },
  encrypt: (text) => safeStorage.encryptStringAsync(text),
  decrypt: async (bytes) => {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(bytes));
    return { text: result, isStale: shouldReEncrypt };
  },
};
