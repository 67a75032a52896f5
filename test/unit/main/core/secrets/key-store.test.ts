import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { KeyStore, type Cipher } from '../../../../../src/main/core/secrets/key-store';

const key = 'abcdef0123456789wxyz';
/** Stands for the OS's secret store, which tests have none of. */
const rot: Cipher = {
  isSafe: () => Promise.resolve(true),
  encrypt: (text) => Promise.resolve(Buffer.from(text).map((byte) => byte ^ 0x55)),
  decrypt: (bytes) => Promise.resolve(Buffer.from(bytes.map((byte) => byte ^ 0x55)).toString()),
};
const unsafe: Cipher = { ...rot, isSafe: () => Promise.resolve(false) };

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
