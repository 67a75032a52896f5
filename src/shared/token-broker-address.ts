import type { Problem } from './problems';
import { isLoopback, withoutSecrets } from './server-address';

/**
 * What is wrong with a token broker's address, or null. It is kept in plain settings, so it may hold nothing secret: no
 * password and no query; and a token must not travel unencrypted beyond this computer.
 */
export function tokenBrokerProblem(address: string): Problem | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isEncrypted = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url && isEncrypted && !url.username && !url.password && !url.search && !url.hash) return null;
  return { code: 'token-broker-url-invalid', params: { url: withoutSecrets(address) } };
}
