import { readFile, rm, writeFile } from 'node:fs/promises';
import type { KeyStatus } from '../../../shared/ipc/ipc-schema';
import { assertKeyForm } from './key-form';

/** The operating system's secret store. */
export interface Cipher {
  /** False where there is none, or only one with a password everybody knows. */
  isSafe(): Promise<boolean>;
  encrypt(text: string): Promise<Uint8Array>;
  decrypt(bytes: Uint8Array): Promise<string>;
}

/**
 * The AssemblyAI key. Kept encrypted in `file` where the system has a safe secret store, else in memory until quit.
 * A key in the environment is used when none was entered. The secret store is first touched when the key is needed,
 * so that no keychain prompt greets a person who uses the engine on this device.
 */
export class KeyStore {
  #loaded: Promise<void> | undefined;
  #key: string | undefined;
  #kept: KeyStatus['kept'];

  constructor(
    private readonly file: string,
    private readonly cipher: Cipher,
    private readonly environmentKey: string | undefined,
  ) {}

  /** The key itself: for the Authorization header, and nothing else. */
  async read(): Promise<string | undefined> {
    await this.#load();
    return this.#key;
  }

  /** What a page may know: whether it is set, and its last four characters. */
  async status(): Promise<KeyStatus> {
    await this.#load();
    if (this.#key === undefined || this.#kept === undefined) return { set: false };
    return { set: true, lastFour: this.#key.slice(-4), kept: this.#kept };
  }

  /** Keeps a new key, stored if that is safe here. Throws ProblemError `key-malformed` before anything changes. */
  async set(key: string): Promise<KeyStatus> {
    assertKeyForm(key);
    await this.#load();
    if (await this.cipher.isSafe()) {
      await writeFile(this.file, await this.cipher.encrypt(key), { mode: 0o600 });
      this.#kept = 'stored';
    } else {
      this.#kept = 'memory';
    }
    this.#key = key;
    return this.status();
  }

  async clear(): Promise<KeyStatus> {
    await rm(this.file, { force: true });
    this.#key = undefined;
    this.#kept = undefined;
    this.#useEnvironment();
    this.#loaded = Promise.resolve();
    return this.status();
  }

  #load(): Promise<void> {
    this.#loaded ??= this.#readFile();
    return this.#loaded;
  }

  async #readFile(): Promise<void> {
    try {
      const bytes = await readFile(this.file);
      this.#key = await this.cipher.decrypt(bytes);
      this.#kept = 'stored';
    } catch {
      // No file, or one this system can no longer decrypt (moved profile, new keychain): the person enters it again.
      this.#useEnvironment();
    }
  }

  #useEnvironment(): void {
    const key = this.environmentKey?.trim();
    if (!key) return;
    this.#key = key;
    this.#kept = 'environment';
  }
}
