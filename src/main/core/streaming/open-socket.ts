import type { IncomingMessage } from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import WebSocket from 'ws';
import type { Destination } from '../captioning/captioning';
import { verifyDestination } from '../zones/zone-destination';
import type { SessionEnding } from './session-ending';
import { trustedCertificates } from './trusted-certificates';

/** What the transport knows of the other side, for the receipt (rule Z7). */
export interface Peer {
  remoteAddress?: string;
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

export interface SocketOptions {
  /**
   * Where a host is really dialled, for tests that put the zones on loopback. The host's name is still what the
   * certificate is checked against, so this can't redirect a voice to a server that isn't the zone's.
   */
  dial?: (host: string, port: number) => { host: string; port: number };
  /** Path of a PEM file with a company's own CAs, normally `NODE_EXTRA_CA_CERTS`. */
  extraCaFile?: string | undefined;
  handshakeTimeoutMs?: number;
}

const maxMessageBytes = 4 * 1024 * 1024;

/** Opens sockets of the v3 protocol as rule Z4 wants them: header auth, verified TLS, no redirect, no compression. */
export const createOpenSocket = ({
  dial = (host, port) => ({ host, port }),
  extraCaFile = process.env['NODE_EXTRA_CA_CERTS'],
  handshakeTimeoutMs = 10_000,
}: SocketOptions = {}): OpenSocket => {
  let trusted: readonly string[] | undefined;

  return (destination, query, events) => {
    verifyDestination(destination);
    trusted ??= trustedCertificates(extraCaFile);
    const ca = [...trusted, ...(destination.ca === undefined ? [] : [destination.ca])];
    const url = new URL(destination.url);
    const secure = url.protocol === 'wss:';
    url.search = query.toString();

    let wasReached = false;
    const reached = (): boolean => (wasReached = true);
    const socket = new WebSocket(url, {
      headers: { Authorization: destination.authorization },
      followRedirects: false,
      perMessageDeflate: false,
      handshakeTimeout: handshakeTimeoutMs,
      maxPayload: maxMessageBytes,
      createConnection: () => {
        const hostname = url.hostname.replace(/^\[|\]$/g, '');
        const target = dial(hostname, Number(url.port) || (secure ? 443 : 80));
        if (!secure) return net.connect(target).once('connect', reached);
        const stream = tls.connect({
          ...target,
          ca,
          rejectUnauthorized: true,
          ALPNProtocols: ['http/1.1'],
          // SNI takes names only; an address is checked against the certificate's IP entries.
          ...(net.isIP(hostname) === 0 && { servername: hostname }),
          checkServerIdentity: (_, certificate) => tls.checkServerIdentity(hostname, certificate),
        });
        return stream.once('secureConnect', reached);
      },
    });
    return watch(socket, events, () => wasReached);
  };
};

/** @param wasReached whether the request for a session may have left */
const watch = (socket: WebSocket, events: SocketEvents, wasReached: () => boolean): SessionSocket => {
  let failure: SessionEnding | undefined;
  let peer: Peer = {};
  socket.on('upgrade', (response) => (peer = describePeer(response)));
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
  socket.on('error', (error) => (failure ??= toEnding(error)));
  socket.on('close', (code, reason) => {
    const brokeOff: SessionEnding = { by: 'network', text: 'connection broke off' };
    const ending = failure ?? (code === 1006 ? brokeOff : { by: 'close', code, text: reason.toString() });
    events.ended(ending.by === 'network' ? { ...ending, wasReached: wasReached() } : ending);
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

const describePeer = ({ socket }: IncomingMessage): Peer => {
  const peer: Peer = {};
  if (socket.remoteAddress !== undefined) peer.remoteAddress = socket.remoteAddress;
  if (socket instanceof tls.TLSSocket) {
    peer.tlsVersion = socket.getProtocol() ?? 'unknown';
    peer.certificateFingerprint = socket.getPeerCertificate().fingerprint256;
  }
  return peer;
};

/** OpenSSL's and Node's names for a certificate that doesn't hold. */
const certificateCodes = /CERT|ISSUER|SELF_SIGNED|UNABLE_TO_VERIFY|CRL|ALTNAME/;

const toEnding = (error: Error & { code?: string }): SessionEnding =>
  certificateCodes.test(error.code ?? '')
    ? { by: 'certificate', text: error.message }
    : { by: 'network', text: error.code ?? error.message };
