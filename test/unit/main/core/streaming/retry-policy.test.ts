import { expect, test } from 'vitest';
import { decideRetry, retryDelayMs } from '../../../../../src/main/core/streaming/retry-policy';
import type { SessionEnding } from '../../../../../src/main/core/streaming/session-ending';

const close = (code: number, text = ''): SessionEnding => ({ by: 'close', code, text });
const http = (status: number): SessionEnding => ({ by: 'http', status, text: '' });

test.each<[SessionEnding, string, string]>([
  [close(1008, 'Invalid API key'), 'fatal', 'key-refused'],
  [close(1008, 'Missing Authorization header'), 'fatal', 'key-refused'],
  [close(1008, 'Insufficient account balance'), 'fatal', 'quota-exceeded'],
  [close(1008, 'Too many concurrent sessions'), 'slowly', 'too-many-sessions'],
  [close(1008, 'Signature has expired'), 'at-once', 'key-refused'],
  [close(1008, 'Incorrect padding'), 'backoff', 'key-refused'],
  [close(3009, 'Too many sessions'), 'slowly', 'too-many-sessions'],
  [close(1009), 'fatal', 'internal'],
  [close(1011), 'backoff', 'server-error'],
  [close(3005, 'Session Cancelled: An error occurred'), 'backoff', 'server-error'],
  [close(3006, 'Invalid speech_model'), 'fatal', 'bad-parameter'],
  [close(3006, 'Session closed due to inactivity'), 'at-once', 'session-lost'],
  [close(3007, 'Input Duration Violation'), 'fatal', 'internal'],
  [close(3007, 'Audio Transmission Rate Exceeded'), 'backoff', 'server-error'],
  [close(3008), 'at-once', 'session-lost'],
  [close(410), 'fatal', 'bad-parameter'],
  [close(1000, 'bye'), 'backoff', 'session-lost'],
  [close(4321), 'backoff', 'session-lost'],
  [http(301), 'fatal', 'redirect-refused'],
  [http(401), 'fatal', 'key-refused'],
  [http(403), 'fatal', 'key-refused'],
  [http(404), 'fatal', 'bad-parameter'],
  [http(429), 'slowly', 'too-many-sessions'],
  [http(502), 'backoff', 'server-error'],
  [{ by: 'network', text: 'ENOTFOUND' }, 'backoff', 'zone-unreachable'],
  [{ by: 'certificate', text: 'expired' }, 'fatal', 'certificate-untrusted'],
  [{ by: 'silence', text: '' }, 'at-once', 'session-lost'],
  [{ by: 'proxy', proxy: 'p:3128', text: 'ECONNREFUSED' }, 'backoff', 'proxy-unreachable'],
  [{ by: 'proxy-answer', proxy: 'p:3128', status: 407, text: '' }, 'fatal', 'proxy-sign-in'],
  [{ by: 'proxy-answer', proxy: 'p:3128', status: 403, text: '' }, 'fatal', 'proxy-refused'],
  [{ by: 'proxy-answer', proxy: 'p:3128', status: 302, text: '' }, 'fatal', 'proxy-refused'],
  [{ by: 'proxy-answer', proxy: 'p:3128', status: 503, text: '' }, 'backoff', 'proxy-refused'],
  [{ by: 'interception', proxy: 'p:3128', text: '' }, 'fatal', 'proxy-intercepts'],
])('%o: %s, %s', (ending, retry, code) => {
  const decision = decideRetry(ending, 'host', 0);
  expect([decision.retry, decision.problem.code]).toEqual([retry, code]);
  expect(decision.problem.params).toMatchObject({ host: 'host' });
});

const live = { wasLive: true, hasBegun: true };

test('a live connection that breaks is lost, not unreachable', () => {
  expect(decideRetry({ by: 'network', text: 'ECONNRESET' }, 'host', 0, live).problem.code).toBe(
    'session-lost',
  );
});

test('a login page in the way ends a start, and is waited for in a meeting', () => {
  const met = { wasLive: false, hasBegun: true };
  for (const ending of [{ by: 'certificate', text: 'self-signed' } as const, http(302)]) {
    expect(decideRetry(ending, 'host', 0).retry).toBe('fatal');
    expect(decideRetry(ending, 'host', 0, met).retry).toBe('slowly');
  }
  expect(decideRetry(close(1008, 'Invalid API key'), 'host', 0, met).retry).toBe('fatal');
});

test('what is worth a few tries ends after them', () => {
  expect(decideRetry(close(1008, 'Incorrect padding'), 'host', 2).retry).toBe('backoff');
  expect(decideRetry(close(1008, 'Incorrect padding'), 'host', 3).retry).toBe('fatal');
});

test('waits are jittered from nothing to a bound that doubles up to 30 s', () => {
  expect(retryDelayMs('backoff', 0, 0)).toBe(0);
  expect([0, 1, 2, 20].map((failures) => retryDelayMs('backoff', failures, 1))).toEqual([
    500, 1_000, 2_000, 30_000,
  ]);
});

test('at once means at once the first time only', () => {
  expect(retryDelayMs('at-once', 0, 1)).toBe(0);
  expect(retryDelayMs('at-once', 1, 1)).toBe(1_000);
});

test('an account at its limit is left alone for a while', () => {
  expect(retryDelayMs('slowly', 0, 0)).toBe(15_000);
});
