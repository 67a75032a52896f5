import type { Problem } from './problems';

/** Whether a host, as `URL.hostname` gives it, is this computer. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

/** The address of a person's own server: plain `ws(s)://`, with no password, query or fragment; else null. */
const parse = (address: string): URL | null => {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isSocket = url?.protocol === 'ws:' || url?.protocol === 'wss:';
  return url && isSocket && !url.username && !url.password && !url.search && !url.hash ? url : null;
};

/** An address as messages may show it: a password or token typed into it must not come back. */
export const withoutSecrets = (address: string): string =>
  address.replace(/\/\/[^/]*@/, '//').replace(/([?#]).+$/, '$1…');

/** Whether the voice would travel to this address unencrypted, beyond this computer. */
export function isUnencrypted(address: string): boolean {
  const url = parse(address.trim());
  return url?.protocol === 'ws:' && !isLoopback(url.hostname);
}

/** What is wrong with the address of a person's own server, or null (rule Z4). */
export function serverAddressProblem(server: { url: string; allowInsecure: boolean }): Problem | null {
  const url = server.url.trim();
  if (!parse(url)) return { code: 'url-invalid', params: { url: withoutSecrets(url) } };
  return isUnencrypted(url) && !server.allowInsecure ? { code: 'insecure-url', params: { url } } : null;
}
