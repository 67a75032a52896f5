import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { KeyStore, type Cipher } from '../../../../../src/main/core/secrets/key-store';

const key = 'abcdef0123456789wxyz';
/** Stands for the OS's secret store, which tests have none of. */
const rot: Cipher = {
  strength: () => Promise.resolve('safe'),
  allowWeak: () => undefined,
  encrypt: (text) => Promise.resolve(Buffer.from(text).map((byte) => byte ^ 0x55)),
  decrypt: (bytes) =>
    Promise.resolve({ text: Buffer.from(bytes.map((byte) => byte ^ 0x55)).toString(), isStale: false }),
};
const unsafe: Cipher = { ...rot, strength: () => Promise.resolve('none') };
/** As Linux without a keyring: it encrypts, badly, and only once allowed. */
const weak = (): Cipher => {
  let isAllowed = false;
  const ifAllowed = <T>(result: Promise<T>): Promise<T> =>
    isAllowed ? result : Promise.reject(new Error('Encryption is not available.'));
  return {
    strength: () => Promise.resolve('weak'),
    allowWeak: () => {
      isAllowed = true;
    },
    encrypt: (text) => ifAllowed(rot.encrypt(text)),
    decrypt: (bytes) => ifAllowed(rot.decrypt(bytes)),
  };
};

let file: string;
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'sotto-key-')), 'key.bin');
});

describe('KeyStore', () => {
  it('keeps a key over a restart, unreadable on disk and for the owner only', async () => {
    expect(await new KeyStore(file, rot, undefined).set(key)).toEqual({
      set: true,
      lastFour: 'wxyz',
      kept: 'stored',
    });
    expect(readFileSync(file, 'latin1')).not.toContain('abcdef');
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(await new KeyStore(file, rot, undefined).read()).toBe(key);
  });

  it('keeps a key in memory only where no safe store is', async () => {
    const store = new KeyStore(file, unsafe, undefined);
    expect(await store.set(key)).toMatchObject({ kept: 'memory' });
    expect(await store.read()).toBe(key);
    expect(existsSync(file)).toBe(false);
  });

  it('uses the environment where no key was entered, and an entered one first', async () => {
    const store = new KeyStore(file, rot, 'from-environment');
    expect(await store.status()).toMatchObject({ lastFour: 'ment', kept: 'environment' });
    await store.set(key);
    expect(await store.read()).toBe(key);
    expect(await store.clear()).toMatchObject({ kept: 'environment' });
    expect(existsSync(file)).toBe(false);
  });

  it('asks for the key again when the file can no longer be decrypted', async () => {
    await writeFile(file, 'garbage');
    const broken: Cipher = { ...rot, decrypt: () => Promise.reject(new Error('no')) };
    expect(await new KeyStore(file, broken, undefined).status()).toEqual({ set: false });
  });

  it('keeps a key weakly only once the person says so, and then over a restart', async () => {
    const store = new KeyStore(file, weak(), undefined);
    expect(await store.set(key)).toMatchObject({ kept: 'memory' });
    expect(existsSync(`${file}.weak`)).toBe(false);
    expect(await store.keepWeakly()).toMatchObject({ kept: 'weak', lastFour: 'wxyz' });
    expect(statSync(`${file}.weak`).mode & 0o077).toBe(0);

    const restarted = new KeyStore(file, weak(), undefined);
    expect(await restarted.status()).toMatchObject({ kept: 'weak' });
    expect(await restarted.read()).toBe(key);
    expect(await restarted.clear()).toEqual({ set: false });
    expect(await new KeyStore(file, weak(), undefined).status()).toEqual({ set: false });
  });

  it('says so where even weak keeping can’t be had', async () => {
    const store = new KeyStore(file, unsafe, undefined);
    await store.set(key);
    await expect(store.keepWeakly()).rejects.toThrow('key-not-stored');
    const broken: Cipher = { ...weak(), allowWeak: () => undefined };
    const other = new KeyStore(file, broken, undefined);
    await other.set(key);
    await expect(other.keepWeakly()).rejects.toThrow('key-not-stored');
    expect(await other.status()).toMatchObject({ kept: 'memory' });
  });

  it('moves a weakly kept key to the safe store as soon as there is one', async () => {
    const store = new KeyStore(file, weak(), undefined);
    await store.set(key);
    await store.keepWeakly();
    expect(await new KeyStore(file, rot, undefined).status()).toMatchObject({ kept: 'stored' });
    expect(existsSync(`${file}.weak`)).toBe(false);
    expect(await new KeyStore(file, rot, undefined).read()).toBe(key);
  });

  it('doesn’t bring an old key back at the next start when a new one can be kept in memory only', async () => {
    await new KeyStore(file, rot, undefined).set('the-old-key');
    await new KeyStore(file, unsafe, undefined).set(key);
    expect(await new KeyStore(file, rot, undefined).status()).toEqual({ set: false });
  });

  it('encrypts anew what the store has a better key for', async () => {
    await new KeyStore(file, rot, undefined).set(key);
    const rotated: Cipher = {
      ...rot,
      encrypt: (text) => Promise.resolve(Buffer.from(`new:${text.length}`)),
      decrypt: async (bytes) => ({ ...(await rot.decrypt(bytes)), isStale: true }),
    };
    expect(await new KeyStore(file, rotated, undefined).read()).toBe(key);
    expect(readFileSync(file, 'utf8')).toBe('new:20');
  });

  it.each(['two words', 'line\nbreak', 'ключ', '“quoted”'])(
    'refuses %j, which no header can carry, and keeps the key there is',
    async (malformed) => {
      const store = new KeyStore(file, rot, undefined);
      await store.set(key);
      await expect(store.set(malformed)).rejects.toMatchObject({ problem: { code: 'key-malformed' } });
      expect(await store.read()).toBe(key);
    },
  );

  it('takes no line end along from the environment, and nothing but blanks for no key', async () => {
    expect(await new KeyStore(file, rot, `${key}\n`).read()).toBe(key);
    expect(await new KeyStore(file, rot, ' \n').status()).toEqual({ set: false });
  });

  it('never gives more than four characters away', async () => {
    const store = new KeyStore(file, rot, undefined);
    expect(JSON.stringify(await store.set(key))).not.toContain(key.slice(0, -4));
  });
});
