import { expect, test } from 'vitest';
import { tokenBrokerProblem } from '../../../src/shared/token-broker-address';

test.each(['https://tokens.example.org', 'https://tokens.example.org:8443/a/b', 'http://localhost:8000/t'])(
  '%s may be a token broker’s address',
  (url) => {
    expect(tokenBrokerProblem(url)).toBeNull();
  },
);

test.each([
  'tokens.example.org',
  'http://tokens.example.org',
  'wss://tokens.example.org',
  'https://ada:secret@tokens.example.org',
  'https://tokens.example.org/?code=secret',
  'https://tokens.example.org/#secret',
])('%s may not, and nothing secret in it is repeated', (url) => {
  const problem = tokenBrokerProblem(url);
  expect(problem?.code).toBe('token-broker-url-invalid');
  expect(JSON.stringify(problem)).not.toContain('secret');
});
