import { describe, expect, it } from 'vitest';
import { isUnencrypted, serverAddressProblem } from '../../../src/shared/server-address';

const codeOf = (url: string, allowInsecure = false): string | undefined =>
  serverAddressProblem({ url, allowInsecure })?.code;

describe('serverAddressProblem', () => {
  it.each([
    'wss://captions.example.org',
    ' wss://captions.example.org/v3/ws ',
    'ws://localhost:8080',
    'ws://127.0.0.1',
    'ws://[::1]:9',
  ])('takes %s', (url) => {
    expect(codeOf(url)).toBeUndefined();
  });

  it.each([
    '',
    'captions.example.org',
    'https://captions.example.org',
    'wss://',
    'wss://a.example?b=1',
    'wss://a.example#b',
  ])('refuses %j as no server address', (url) => {
    expect(codeOf(url)).toBe('url-invalid');
  });

  it('wants consent for an unencrypted way beyond this computer', () => {
    expect(codeOf('ws://captions.example.org')).toBe('insecure-url');
    expect(codeOf('ws://localhost.example.org')).toBe('insecure-url');
    expect(codeOf('ws://captions.example.org', true)).toBeUndefined();
  });

  it('does not repeat a password', () => {
    expect(serverAddressProblem({ url: 'wss://ada:secret@a.example', allowInsecure: false })).toEqual({
      code: 'url-invalid',
      params: { url: 'wss://a.example' },
    });
  });
});

it('calls plain ws unencrypted unless it stays on this computer', () => {
  expect(['ws://a.example', 'wss://a.example', 'ws://127.0.0.1', 'nonsense'].map(isUnencrypted)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
