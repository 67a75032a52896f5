import { expect, test } from 'vitest';
import {
  createDestinationOf,
  selfHostedUrl,
  verifyDestination,
  type DestinationSources,
} from '../../../../../src/main/core/zones/zone-destination';
import { ProblemError } from '../../../../../src/shared/problems';
import { zones } from '../../../../../src/shared/zones';

const problemOf = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof ProblemError ? error.problem.code : 'another error';
  }
};
const own = (url: string, allowInsecure = false): string => selfHostedUrl({ url, allowInsecure });

test.each([
  ['wss://captions.example.org', 'wss://captions.example.org/v3/ws'],
  ['wss://captions.example.org/', 'wss://captions.example.org/v3/ws'],
  [' wss://captions.example.org:8443/asr/v3/ws ', 'wss://captions.example.org:8443/asr/v3/ws'],
  ['wss://captions.example.org.', 'wss://captions.example.org/v3/ws'],
  ['WSS://Captions.Example.ORG:443/', 'wss://captions.example.org/v3/ws'],
  ['wss://bücher.example', 'wss://xn--bcher-kva.example/v3/ws'],
  ['wss://[2001:db8::7]:8443', 'wss://[2001:db8::7]:8443/v3/ws'],
  ['ws://localhost:8080', 'ws://localhost:8080/v3/ws'],
  ['ws://127.0.0.1:8080', 'ws://127.0.0.1:8080/v3/ws'],
  ['ws://[::1]:8080/', 'ws://[::1]:8080/v3/ws'],
])('%s connects to %s', (url, expected) => {
  expect(own(url)).toBe(expected);
});

test.each([
  '',
  'captions.example.org',
  'https://captions.example.org',
  'wss://',
  'wss://user:secret@captions.example.org',
  'wss://captions.example.org/v3/ws?token=x',
  'wss://captions.example.org/#a',
])('“%s” is no server address', (url) => {
  expect(problemOf(() => own(url))).toBe('url-invalid');
});

test('a password in an address is not repeated in the message', () => {
  try {
    own('wss://user:secret@captions.example.org');
  } catch (error) {
    expect(JSON.stringify((error as ProblemError).problem)).not.toContain('secret');
  }
});

test.each([
  'ws://captions.example.org',
  'ws://10.0.0.9:8080',
  'ws://127.0.0.1.example.org',
  'ws://128.0.0.1',
  'ws://0.0.0.0:8080',
  'ws://localhost.example.org',
])('%s needs consent', (url) => {
  expect(problemOf(() => own(url))).toBe('insecure-url');
  expect(own(url, true)).toMatch(/^ws:/);
});

test.each([
  { zone: 'eu', url: 'wss://streaming.us.assemblyai.com/v3/ws' },
  { zone: 'eu', url: 'ws://streaming.eu.assemblyai.com/v3/ws' },
  { zone: 'eu', url: 'wss://streaming.eu.assemblyai.com.example.org/v3/ws' },
  { zone: 'eu', url: 'wss://streaming.eu.assemblyai.com./v3/ws' },
  { zone: 'eu', url: 'wss://key@streaming.eu.assemblyai.com/v3/ws' },
  { zone: 'eu', url: 'wss://streaming.eu.assemblyai.com:8443/v3/ws' },
  { zone: 'eu', url: 'wss://streaming.eu.assemblyai.com/v3/ws?token=x' },
  { zone: 'device', url: 'wss://captions.example.org/v3/ws' },
  { zone: 'device', url: 'https://127.0.0.1/v3/ws' },
] as const)('a destination that isn’t the zone’s is refused: $zone to $url', (destination) => {
  expect(problemOf(() => verifyDestination({ ...destination, authorization: 'key' }))).toBe('not-allowed');
});

const sources: DestinationSources = {
  readKey: () => Promise.resolve('key'),
  selfHosted: () => ({ url: 'wss://captions.example.org', allowInsecure: false }),
  engine: () => Promise.resolve({ url: 'ws://127.0.0.1:4000/v3/ws', authorization: 'secret' }),
};

test('every zone’s destination is one its own check accepts', async () => {
  const destinationOf = createDestinationOf(sources);
  for (const zone of Object.values(zones)) {
    const destination = await destinationOf(zone.id);
    verifyDestination(destination);
    if (zone.socketUrl)
      expect(destination).toEqual({ zone: zone.id, url: zone.socketUrl, authorization: 'key' });
  }
  expect(await destinationOf('self-hosted')).toMatchObject({ authorization: 'self-hosted' });
  expect(await destinationOf('device')).toMatchObject({ authorization: 'secret' });
});

test('a cloud zone without a key, and a zone the policy refuses, have no destination', async () => {
  await expect(
    createDestinationOf({ ...sources, readKey: () => Promise.resolve(undefined) })('edge'),
  ).rejects.toThrow('key-missing');
  const checkPolicy = (): void => {
    throw new ProblemError('policy-refused', { detail: 'us' });
  };
  await expect(createDestinationOf({ ...sources, checkPolicy })('us')).rejects.toThrow('policy-refused');
});

test('without a key the organisation’s token opens the zone; with one it isn’t asked for', async () => {
  const asked: string[] = [];
  const tokenFor = (zone: string) => {
    asked.push(zone);
    return { broker: 'tokens.example.org', mint: () => Promise.resolve('token') };
  };
  const withKey = await createDestinationOf({ ...sources, tokenFor })('eu');
  expect(withKey).toMatchObject({ authorization: 'key' });
  expect(asked).toEqual([]);
  const readKey = (): Promise<undefined> => Promise.resolve(undefined);
  const withToken = await createDestinationOf({ ...sources, readKey, tokenFor })('eu');
  expect(withToken).toMatchObject({ authorization: '', token: { broker: 'tokens.example.org' } });
  expect(asked).toEqual(['eu']);
});
