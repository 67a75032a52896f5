import { readFile, rm, writeFile } from 'node:fs/promises';
import type { KeyStatus, SecretStore } from '../../../shared/ipc/ipc-schema';
import { ProblemError } from '../../../shared/problems';
import { assertKeyForm } from './key-form';

/** The operating system's secret store. */
export interface Cipher {
  strength(): Promise<SecretStore>;
  /** Makes a weak store usable from here on: only with the person's consent. */
  allowWeak(): void;
  encrypt(text: string): Promise<Uint8Array>;
  /** `isStale`: the store has a better key by now, so the text should be encrypted anew. */
  decrypt(bytes: Uint8Array): Promise<{ text: string; isStale: boolean }>;
}

/**
 * The AssemblyAI key. Kept encrypted in `file` where the system has a safe secret store, else in memory until quit or,
 * if the person wants that, weakly protected in a file of another name. A key in the environment is used when none was
 * entered. The secret store is first touched when the key is needed, so that no keychain prompt greets a person who uses
 * the engine on this device.
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
    await this.#keep(key);
    return this.status();
  }

  async #keep(key: string): Promise<void> {
    const isSafe = (await this.cipher.strength()) === 'safe';
    if (isSafe) await this.#write(this.file, key);
    // What is on disk is the old key, and must not come back at the next start.
    else await rm(this.file, { force: true });
    await rm(this.#weakFile, { force: true });
    this.#key = key;
    this.#kept = isSafe ? 'stored' : 'memory';
  }

  /**
   * Keeps the key in memory on disk too, though the system protects it only weakly: the person said so.
   * Throws ProblemError `key-not-stored` where even that can't be had.
   */
  async keepWeakly(): Promise<KeyStatus> {
    await this.#load();
    if (this.#key === undefined || this.#kept !== 'memory') return this.status();
    if ((await this.cipher.strength()) === 'none') throw new ProblemError('key-not-stored');
    try {
      this.cipher.allowWeak();
      await this.#write(this.#weakFile, this.#key);
    } catch (error) {
      throw new ProblemError('key-not-stored', undefined, { cause: error });
    }
    this.#kept = 'weak';
    return this.status();
  }

  async clear(): Promise<KeyStatus> {
    await rm(this.file, { force: true });
    await rm(this.#weakFile, { force: true });
    this.#key = undefined;
    this.#kept = undefined;
    this.#useEnvironment();
    this.#loaded = Promise.resolve();
    return this.status();
  }

  get #weakFile(): string {
    return `${this.file}.weak`;
  }

  async #write(file: string, key: string): Promise<void> {
    await writeFile(file, await this.cipher.encrypt(key), { mode: 0o600 });
  }

  #load(): Promise<void> {
    this.#loaded ??= this.#readFiles();
    return this.#loaded;
  }

  async #readFiles(): Promise<void> {
    if (await this.#readFile(this.file)) this.#kept = 'stored';
    else if (await this.#readFile(this.#weakFile)) await this.#betterOrWeak();
    // No file, or one this system can no longer decrypt (moved profile, new keychain): the person enters it again.
    else this.#useEnvironment();
  }

  async #readFile(file: string): Promise<boolean> {
    const bytes = await readFile(file).catch(() => undefined);
    if (!bytes) return false;
    try {
      // The file is there because the person agreed to it.
      if (file === this.#weakFile) this.cipher.allowWeak();
      const { text, isStale } = await this.cipher.decrypt(bytes);
      this.#key = text;
      if (isStale) await this.#write(file, text);
      return true;
    } catch {
      return false;
    }
  }

  /** A key kept weakly moves to the safe store as soon as there is one. */
  async #betterOrWeak(): Promise<void> {
    this.#kept = 'weak';
    if (this.#key !== undefined && (await this.cipher.strength()) === 'safe') await this.#keep(this.#key);
  }

  #useEnvironment(): void {
    const key = this.environmentKey?.trim();
    if (!key) return;
    this.#key = key;
    this.#kept = 'environment';
  }
}
