import type { IncomingMessage } from 'node:http';
import type { createConnection } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import WebSocket from 'ws';
import { zones } from '../../../shared/zones';
import type { Destination } from '../captioning/captioning';
import { createConnectPeer, type ConnectOptions, type ConnectPeer } from '../transport/connect-peer';
import { endingOf } from '../transport/connection-error';
import { verifyDestination } from '../zones/zone-destination';
import type { SessionEnding } from './session-ending';

/** What the transport knows of the other side, for the receipt (rule Z7). */
export interface Peer {
  /** The proxy's where there is one. */
  remoteAddress?: string;
  /** Host and port of the proxy the connection leads through. */
  proxy?: string;
  /** Absent on plain `ws:`. */
  tlsVersion?: string;
  /** SHA-256, hex with colons. */
  certificateFingerprint?: string;
}

export interface SocketEvents {
  /** The upgrade succeeded. That isn't success yet: only `Begin` is. */
  open: (peer: Peer) => void;
  message: (data: string | Uint8Array) => void;
  pong: () => void;
  /** Exactly once, whatever happened before. */
  ended: (ending: SessionEnding) => void;
}

export interface SessionSocket {
  /** Bytes accepted by `send` that the network hasn't taken. */
  readonly bufferedAmount: number;
  send(data: string | Uint8Array): void;
  ping(): void;
  /** Closes politely with 1000. */
  close(): void;
  /** Drops the connection at once. */
  terminate(): void;
}

/** Throws a ProblemError (`not-allowed`, `insecure-url`) for an address that isn't the zone's; everything else is `ended`. */
export type OpenSocket = (
  destination: Destination,
  query: URLSearchParams,
  events: SocketEvents,
) => SessionSocket;

export interface SocketOptions extends ConnectOptions {
  /** Makes the connections; by default from the other options. */
  connect?: ConnectPeer;
  handshakeTimeoutMs?: number;
}

const maxMessageBytes = 4 * 1024 * 1024;

/** Opens sockets of the v3 protocol as rule Z4 wants them: header auth, verified TLS, no redirect, no compression. */
export const createOpenSocket = ({
  connect,
  handshakeTimeoutMs = 10_000,
  ...connectOptions
}: SocketOptions = {}): OpenSocket => {
  const connectPeer = connect ?? createConnectPeer(connectOptions);

  return (destination, query, events) => {
    verifyDestination(destination);
    const url = new URL(destination.url);
    url.search = query.toString();
    const dropped = new AbortController();
    let proxy: string | undefined;

    let wasReached = false;
    const socket = new WebSocket(url, {
      headers: { Authorization: destination.authorization },
      followRedirects: false,
      perMessageDeflate: false,
      handshakeTimeout: handshakeTimeoutMs,
      maxPayload: maxMessageBytes,
      createConnection: ((_: unknown, done: (error: Error | null, connection?: Duplex) => void) => {
        const hasPublicCertificate = zones[destination.zone].socketUrl !== null;
        connectPeer({ url, ca: destination.ca, hasPublicCertificate }, dropped.signal).then(
          (peer) => {
            proxy = peer.proxy;
            wasReached = true;
            done(null, peer.socket);
          },
          (error: Error) => done(error),
        );
      }) as unknown as typeof createConnection,
    });
    socket.on('close', () => dropped.abort());
    return watch(socket, { proxy: () => proxy, wasReached: () => wasReached }, events);
  };
};

/** What is known of the way to the peer once it was gone. */
interface Way {
  proxy: () => string | undefined;
  /** Whether the request for a session may have left. */
  wasReached: () => boolean;
}

const watch = (socket: WebSocket, way: Way, events: SocketEvents): SessionSocket => {
  let failure: SessionEnding | undefined;
  let peer: Peer = {};
  socket.on('upgrade', (response) => (peer = describePeer(response, way.proxy())));
  socket.on('open', () => events.open(peer));
  socket.on('message', (data, isBinary) => events.message(isBinary ? toBytes(data) : String(data)));
  socket.on('pong', () => events.pong());
  socket.on('unexpected-response', (request, response) => {
    failure = { by: 'http', status: response.statusCode ?? 0, text: response.statusMessage ?? '' };
    response.resume();
    request.destroy();
    // With this listener present, `ws` leaves closing to us.
    socket.terminate();
  });
  socket.on('error', (error) => {
    failure ??= endingOf(error);
    // A frame that breaks the rules (too long, say) leaves a socket that hears nothing more: it must not linger.
    socket.terminate();
  });
  socket.on('close', (code, reason) => {
    const brokeOff: SessionEnding = { by: 'network', text: 'connection broke off' };
    const ending = failure ?? (code === 1006 ? brokeOff : { by: 'close', code, text: reason.toString() });
    events.ended(ending.by === 'network' ? { ...ending, wasReached: way.wasReached() } : ending);
  });
  return {
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (data) => {
      // A send between the break and its `close` event fails; the event tells it.
      if (socket.readyState === WebSocket.OPEN) socket.send(data, () => undefined);
    },
    ping: () => {
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    },
    close: () => socket.close(1000),
    terminate: () => socket.terminate(),
  };
};

const toBytes = (data: WebSocket.RawData): Uint8Array =>
  data instanceof ArrayBuffer ? new Uint8Array(data) : Array.isArray(data) ? Buffer.concat(data) : data;

const describePeer = ({ socket }: IncomingMessage, proxy: string | undefined): Peer => {
  const peer: Peer = proxy === undefined ? {} : { proxy };
  if (socket.remoteAddress !== undefined) peer.remoteAddress = socket.remoteAddress;
  if (socket instanceof tls.TLSSocket) {
    peer.tlsVersion = socket.getProtocol() ?? 'unknown';
    peer.certificateFingerprint = socket.getPeerCertificate().fingerprint256;
  }
  return peer;
};
