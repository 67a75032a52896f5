import { EventEmitter } from 'node:events';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksClient, type SocksProxy } from 'socks';
import { ConnectionError, endingOf } from './connection-error';

export interface TunnelOptions {
  /** Certificates an encrypted proxy is checked against, PEM. */
  ca: readonly string[];
  signal: AbortSignal;
  timeoutMs: number;
}

/** A proxy's name for people: host and port, never its credentials. */
export const proxyName = (proxy: URL): string => proxy.host;

/**
 * Opens a tunnel through a proxy to one host and port: HTTP CONNECT or SOCKS. The name is resolved by the proxy.
 * Throws a ConnectionError by `proxy` (it can't be reached) or `proxy-answer` (it refuses).
 */
export const openTunnel = async (
  proxy: URL,
  target: { host: string; port: number },
  options: TunnelOptions,
): Promise<Socket> => {
  options.signal.throwIfAborted();
  try {
    return proxy.protocol.startsWith('socks')
      ? await socksTunnel(proxy, target, options)
      : await connectTunnel(proxy, target, options);
  } catch (error) {
    if (error instanceof ConnectionError) throw error;
    const { text } = endingOf(options.signal.aborted ? options.signal.reason : error);
    throw new ConnectionError({ by: 'proxy', proxy: proxyName(proxy), text }, { cause: error });
  }
};

const connectTunnel = async (
  proxy: URL,
  target: { host: string; port: number },
  { ca, signal }: TunnelOptions,
): Promise<Socket> => {
  // The library writes the proxy's URL to its debug log, so the credentials travel beside it.
  const address = new URL(proxy);
  address.username = '';
  address.password = '';
  // The socket keeps the signal for life, so it gets one that is of no more consequence once the tunnel stands.
  const attempt = new AbortController();
  const giveUp = (): void => {
    attempt.abort(signal.reason);
  };
  signal.addEventListener('abort', giveUp, { once: true });
  const agent = new HttpsProxyAgent(address, {
    ca: [...ca],
    signal: attempt.signal,
    headers: { ...basicAuthorization(proxy) },
  } as object);
  // Made for HTTP requests, the agent tells what the proxy answered by events of the request.
  const request = new EventEmitter();
  let answer: { statusCode: number; statusText: string } | undefined;
  request.once('proxyConnect', (told: typeof answer) => (answer = told));
  const socket = await agent
    .connect(request as ClientRequest, { ...target, secureEndpoint: false })
    .finally(() => {
      signal.removeEventListener('abort', giveUp);
    });
  if (answer?.statusCode !== 200) {
    socket.destroy();
    const { statusCode: status = 0, statusText = '' } = answer ?? {};
    const text = `HTTP ${status} ${statusText}`.trim();
    throw new ConnectionError({ by: 'proxy-answer', proxy: proxyName(proxy), status, text });
  }
  request.emit('socket', socket);
  return socket;
};

const basicAuthorization = ({ username, password }: URL): { 'Proxy-Authorization'?: string } => {
  if (username === '' && password === '') return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
};

const socksTunnel = async (
  proxy: URL,
  destination: { host: string; port: number },
  { signal, timeoutMs }: TunnelOptions,
): Promise<Socket> => {
  const server: SocksProxy = {
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: Number(proxy.port) || 1080,
    type: proxy.protocol.startsWith('socks4') ? 4 : 5,
    ...(proxy.username !== '' && {
      userId: decodeURIComponent(proxy.username),
      password: decodeURIComponent(proxy.password),
    }),
  };
  try {
    const { socket } = await SocksClient.createConnection({
      proxy: server,
      destination,
      command: 'connect',
      timeout: timeoutMs,
    });
    if (signal.aborted) socket.destroy();
    signal.throwIfAborted();
    return socket;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const status = statusOfRefusal(text);
    if (status === undefined) throw error;
    throw new ConnectionError(
      { by: 'proxy-answer', proxy: proxyName(proxy), status, text },
      { cause: error },
    );
  }
};

/** A SOCKS proxy's refusal as the HTTP status that would say the same. */
const statusOfRefusal = (text: string): number | undefined => {
  if (/authentication/i.test(text)) return 407;
  if (/NotAllowed/.test(text)) return 403;
  return /rejected/i.test(text) ? 502 : undefined;
};
