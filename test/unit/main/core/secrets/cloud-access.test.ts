import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CloudAccess } from '../../../../../src/main/core/secrets/cloud-access';
import { KeyStore, type Cipher } from '../../../../../src/main/core/secrets/key-store';
import type { ConnectPeer } from '../../../../../src/main/core/transport/connect-peer';
import { TokenBroker } from '../../../../../src/main/core/zones/token-broker';
import type { SecretStore } from '../../../../../src/shared/ipc/ipc-schema';
import { ProblemError, type Problem } from '../../../../../src/shared/problems';

interface World {
  store?: SecretStore;
  policyUrl?: string;
}

const accessIn = async ({ store = 'safe', policyUrl }: World = {}) => {
  const file = join(await mkdtemp(join(tmpdir(), 'sotto-access-')), 'key.bin');
  const cipher: Cipher = {
    strength: () => Promise.resolve(store),
    allowWeak: () => undefined,
    encrypt: (text) => Promise.resolve(Buffer.from(text)),
    decrypt: (bytes) => Promise.resolve({ text: Buffer.from(bytes).toString(), isStale: false }),
  };
  const happened: string[] = [];
  const problems: Problem[] = [];
  let url = '';
  const connect: ConnectPeer = () => Promise.reject(new Error('nothing may be connected to'));
  const access = new CloudAccess({
    keys: new KeyStore(file, cipher, undefined),
    cipher,
    broker: new TokenBroker({ connect, settingsUrl: () => url, policyUrl: () => policyUrl }),
    connect,
    checkPolicy: (zone) => {
      if (zone === 'us') throw new ProblemError('policy-refused', { detail: zone });
    },
    holdZone: () => {
      happened.push('zone held');
      return Promise.resolve();
    },
    saveBrokerUrl: (next) => {
      happened.push(`broker ${next}`);
      url = next;
    },
    changed: () => Promise.resolve(),
    report: (problem) => problems.push(problem),
  });
  return { access, happened, problems };
};

test('a token broker counts as access, and the zone is held before it is there', async () => {
  const { access, happened } = await accessIn();
  expect(await access.isThere()).toBe(false);
  const status = await access.setBroker('https://tokens.example.org/a');
  expect(status).toEqual({ set: false, broker: { url: 'https://tokens.example.org/a', locked: false } });
  expect(happened).toEqual(['zone held', 'broker https://tokens.example.org/a']);
  expect(await access.isThere()).toBe(true);
  expect(await access.setBroker('')).toEqual({ set: false });
  expect(await access.isThere()).toBe(false);
});

test('an address that is none changes nothing', async () => {
  const { access, happened } = await accessIn();
  await expect(access.setBroker('http://tokens.example.org')).rejects.toThrow('token-broker-url-invalid');
  expect(happened).toEqual([]);
});

test('the administrator’s address is shown locked and can’t be changed', async () => {
  const { access } = await accessIn({ policyUrl: 'https://fixed.example.org/' });
  expect(await access.status()).toMatchObject({
    broker: { url: 'https://fixed.example.org/', locked: true },
  });
  await expect(access.setBroker('https://mine.example.org')).rejects.toThrow('policy-refused');
});

test.each([
  ['safe', []],
  ['weak', []],
  ['none', ['key-not-stored']],
] as const)('with a %s store a new key is told: %j', async (store, codes) => {
  const { access, problems } = await accessIn({ store });
  await access.setKey('0123456789');
  expect(problems.map(({ code }) => code)).toEqual(codes);
});

test('nothing is checked at a zone the policy forbids, at one without key, or with nothing to check', async () => {
  const { access } = await accessIn();
  await expect(access.check('eu')).rejects.toThrow('key-missing');
  await access.setKey('0123456789');
  await expect(access.check('us')).rejects.toThrow('policy-refused');
  await expect(access.check('device')).rejects.toThrow('not-allowed');
});
