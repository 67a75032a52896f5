import { getProxyForUrl } from 'proxy-from-env';

/** A way to a server: through the proxy at this URL, which may hold a name and a password, or directly. */
export type Route = URL | 'direct';

/** Ways to a server, given as `http:` or `https:` URL, the preferred first. */
export type RoutesTo = (server: URL) => Promise<readonly Route[]>;

const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
};

/**
 * Reads what a system's proxy setting or PAC file says of a server, in the form of Electron's `session.resolveProxy`:
 * `PROXY a:8080; SOCKS5 b:1080; DIRECT`. What isn't understood is left out.
 */
export const parseProxyList = (list: string): Route[] => {
  const routes = list.split(';').flatMap((entry): Route[] => {
    const [kind = '', address = ''] = entry.trim().split(/\s+/);
    if (kind.toUpperCase() === 'DIRECT') return ['direct'];
    const url = `${schemes[kind.toUpperCase()] ?? ''}://${address}`;
    return address !== '' && URL.canParse(url) ? [new URL(url)] : [];
  });
  return routes.length > 0 ? routes : ['direct'];
};

const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'];

/**
 * What the environment says: `HTTPS_PROXY`, `HTTP_PROXY` (for unencrypted servers), `ALL_PROXY` and `NO_PROXY`, in lower
 * case or capitals. Undefined where it names no proxy at all.
 */
export const environmentRoute = (server: URL): Route | undefined => {
  const named = proxyVariables.flatMap((name) => process.env[name] ?? []).filter((value) => value !== '');
  if (named.length === 0) return undefined;
  const found = getProxyForUrl(server.href);
  if (found === '') return 'direct';
  // The library gives a proxy named without scheme the server's scheme; everybody means plain HTTP by it.
  const proxy = named.includes(found) ? found : found.replace(/^https:/, 'http:');
  return URL.canParse(proxy) ? new URL(proxy) : 'direct';
};

/**
 * The environment decides where it names a proxy, as a person sets it on purpose; else the system's own setting.
 * @param systemProxies as Electron's `session.resolveProxy`; absent on the command line
 */
export const createRoutesTo =
  (systemProxies?: (url: string) => Promise<string>): RoutesTo =>
  async (server) => {
    const chosen = environmentRoute(server);
    if (chosen) return [chosen];
    return systemProxies ? parseProxyList(await systemProxies(server.href)) : ['direct'];
  };
