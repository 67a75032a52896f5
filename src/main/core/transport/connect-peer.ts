import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { isLoopback } from '../../../shared/server-address';
import { ConnectionError, endingOf, isUntrustedIssuer } from './connection-error';
import { createRoutesTo, type Route, type RoutesTo } from './proxy-routes';
import { openTunnel, proxyName } from './proxy-tunnel';
import { trustedCertificates } from './trusted-certificates';

/** A server to connect to. */
export interface PeerAddress {
  /** `wss:` and `https:` are encrypted, `ws:` and `http:` not; only host and port count. */
  url: URL;
  /** Extra CA certificates, PEM. */
  ca?: string | undefined;
  /** Its certificate is one that every computer trusts, so an unknown issuer behind a proxy is the proxy's. */
  hasPublicCertificate?: boolean;
}

export interface PeerConnection {
  /** Connected and, where encrypted, verified. Nothing has been sent over it. */
  socket: net.Socket;
  /** Host and port of the proxy it leads through. */
  proxy?: string;
}

/** Connects, or throws a {@link ConnectionError}; that too where `signal` ends the attempt. */
export type ConnectPeer = (address: PeerAddress, signal?: AbortSignal) => Promise<PeerConnection>;

export interface ConnectOptions {
  /**
   * Where a host is really dialled, for tests that put the zones on loopback. The host's name is still what the
   * certificate is checked against, so this can't redirect a voice to a server that isn't the zone's.
   */
  dial?: (host: string, port: number) => { host: string; port: number };
  /** Path of a PEM file with a company's own CAs, normally `NODE_EXTRA_CA_CERTS`. */
  extraCaFile?: string | undefined;
  /** Proxies; by default those of the environment. */
  routesTo?: RoutesTo;
  /** For the proxy, the tunnel and TLS together. */
  timeoutMs?: number;
}

/**
 * The one maker of connections to other computers (rule Z4): straight or by a proxy's tunnel to that host alone, TLS
 * verified end to end against the host's name, each time anew (no TLS session is resumed).
 */
export const createConnectPeer = ({
  dial = (host, port) => ({ host, port }),
  extraCaFile = process.env['NODE_EXTRA_CA_CERTS'],
  routesTo = createRoutesTo(),
  timeoutMs = 10_000,
}: ConnectOptions = {}): ConnectPeer => {
  let trusted: readonly string[] | undefined;
  let trustedContext: tls.SecureContext | undefined;
  // Reading some hundred certificates takes longer than the handshake.
  const contextFor = (ca: string | undefined): tls.SecureContext => {
    trusted ??= trustedCertificates(extraCaFile);
    return ca === undefined
      ? (trustedContext ??= tls.createSecureContext({ ca: [...trusted] }))
      : tls.createSecureContext({ ca: [...trusted, ca] });
  };

  const connectBy = async (route: Route, peer: PeerAddress, signal: AbortSignal): Promise<PeerConnection> => {
    trusted ??= trustedCertificates(extraCaFile);
    const { host, port } = hostAndPort(peer.url);
    const tunnel =
      route === 'direct'
        ? undefined
        : await openTunnel(route, { host, port }, { ca: trusted, signal, timeoutMs });
    const connection = { ...(route !== 'direct' && { proxy: proxyName(route) }) };
    if (isEncrypted(peer.url)) {
      const socket = await encrypt(
        tunnel ? { socket: tunnel } : dial(host, port),
        host,
        contextFor(peer.ca),
        signal,
      ).catch((error: unknown) => {
        tunnel?.destroy();
        throw route !== 'direct' && peer.hasPublicCertificate ? interceptionOr(error, route) : error;
      });
      return { socket, ...connection };
    }
    const socket = tunnel ?? (await connected(net.connect(dial(host, port)), 'connect', signal));
    // A name for this computer that leads elsewhere (a hosts file) gets nothing.
    if (isLoopback(peer.url.hostname) && !isLoopbackAddress(socket.remoteAddress ?? '')) {
      socket.destroy();
      throw new ConnectionError({ by: 'network', text: `${host} is not this computer` });
    }
    return { socket, ...connection };
  };

  return async (peer, signal = new AbortController().signal) => {
    try {
      const asked = new URL(`${isEncrypted(peer.url) ? 'https' : 'http'}://${peer.url.host}`);
      const bound = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      // A voice for this computer takes no way round.
      const routes = isLoopback(peer.url.hostname)
        ? (['direct'] as const)
        : await Promise.race([routesTo(asked), aborted(bound)]);
      return await firstReachable(routes, (route) =>
        // A proxy that swallows everything must leave time for the next.
        connectBy(route, peer, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs / routes.length)])),
      );
    } catch (error) {
      throw error instanceof ConnectionError ? error : new ConnectionError(endingOf(error), { cause: error });
    }
  };
};

/** The next way is taken where a proxy can't be reached, and only then: what a server or proxy answers is an answer. */
const firstReachable = async <T>(
  routes: readonly Route[],
  connect: (route: Route) => Promise<T>,
): Promise<T> => {
  const [route = 'direct', ...others] = routes;
  try {
    return await connect(route);
  } catch (error) {
    if (others.length === 0 || endingOf(error).by !== 'proxy') throw error;
    return firstReachable(others, connect);
  }
};

const encrypt = async (
  way: { socket: net.Socket } | { host: string; port: number },
  host: string,
  secureContext: tls.SecureContext,
  signal: AbortSignal,
): Promise<net.Socket> => {
  const socket = tls.connect({
    ...way,
    secureContext,
    // Stated, as NODE_TLS_REJECT_UNAUTHORIZED would otherwise turn it off.
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
    // SNI takes names only; an address is checked against the certificate's IP entries.
    ...(net.isIP(host) === 0 && { servername: host }),
    checkServerIdentity: (_, certificate) => tls.checkServerIdentity(host, certificate),
  });
  let issuer: string | undefined;
  // Undocumented, and only for the message: by the time of the error the certificate is gone.
  socket.prependOnceListener('secure', () => (issuer = issuerOf(socket)));
  try {
    return await connected(socket, 'secureConnect', signal);
  } catch (error) {
    throw issuer !== undefined && error instanceof Error ? Object.assign(error, { issuer }) : error;
  }
};

const issuerOf = (socket: tls.TLSSocket): string | undefined => {
  const { issuer } = socket.getPeerCertificate() as Partial<tls.PeerCertificate>;
  const name = issuer?.O ?? issuer?.CN;
  return Array.isArray(name) ? name.join(', ') : name;
};

/** An unknown issuer where the server's own is known to everybody: the proxy has opened the encryption. */
const interceptionOr = (error: unknown, proxy: URL): unknown => {
  if (!isUntrustedIssuer(error)) return error;
  const { issuer, message } = error as Error & { issuer?: string };
  const text = issuer === undefined ? message : `issued by ${issuer}`;
  return new ConnectionError({ by: 'interception', proxy: proxyName(proxy), text }, { cause: error });
};

const connected = async <S extends net.Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<S> => {
  try {
    await once(socket, event, { signal });
    return socket;
  } catch (error) {
    // An aborted socket may still have an error to tell.
    socket.on('error', () => undefined);
    socket.destroy();
    throw signal.aborted ? signal.reason : error;
  }
};

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });

const isEncrypted = ({ protocol }: URL): boolean => protocol === 'wss:' || protocol === 'https:';

const hostAndPort = (url: URL): { host: string; port: number } => ({
  host: url.hostname.replace(/^\[|\]$/g, ''),
  port: Number(url.port) || (isEncrypted(url) ? 443 : 80),
});

const isLoopbackAddress = (address: string): boolean => /^(::1$|(::ffff:)?127\.)/.test(address);
