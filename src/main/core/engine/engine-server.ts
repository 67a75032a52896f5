import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, STATUS_CODES, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { ProblemError } from '../../../shared/problems';
import { refuse, serveConnection, type SpeechModels } from './engine-connection';

const path = '/v3/ws';
/** Largest message of the protocol, bytes; the socket closes with 1009 above it. */
const maxMessageBytes = 128 * 1024;

export interface EngineServer {
  /** `ws://127.0.0.1:<port>/v3/ws`. */
  readonly url: string;
  /** What a client sends as its Authorization header. New with each start. */
  readonly secret: string;
  /** Cuts all connections. */
  close(): Promise<void>;
}

export interface EngineServerOptions {
  /** 0 is any free one. */
  readonly port: number;
  readonly models: SpeechModels;
  /** Told how many connections are open, whenever that changes. */
  readonly onConnections?: (open: number) => void;
}

/**
 * Serves AssemblyAI streaming v3 on loopback. Any program on this computer can reach the port, so each
 * connection needs the secret, and web pages (whose requests carry an Origin) are refused outright.
 * Rejects with a ProblemError `port-taken`.
 */
export const startEngineServer = async (options: EngineServerOptions): Promise<EngineServer> => {
  const secret = randomBytes(32).toString('base64url');
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  const http = createServer((_request, response) => {
    response.writeHead(404).end();
  });

  http.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    // Not by URL, which throws at what any program or page may ask for: `//`.
    const [pathname, query] = (request.url ?? '').split('?', 2);
    if (request.headers.origin !== undefined) return refuseUpgrade(connection, 403);
    if (pathname !== path) return refuseUpgrade(connection, 404);
    sockets.handleUpgrade(request, connection, head, (socket) => {
      options.onConnections?.(sockets.clients.size);
      // Protocol errors (a message too large) close the socket by themselves.
      socket.on('error', () => undefined);
      socket.on('close', () => options.onConnections?.(sockets.clients.size));
      const authorization = request.headers.authorization;
      // As the cloud service does it: the upgrade succeeds, and the session says no.
      if (authorization === undefined) refuse(socket, 1008, 'Missing Authorization header');
      else if (!isSame(authorization, secret)) refuse(socket, 1008, 'Invalid API key');
      else void serveConnection(socket, new URLSearchParams(query), options.models);
    });
  });

  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(taken ? new ProblemError('port-taken', { port: options.port }, { cause: error }) : error);
    });
    http.listen(options.port, '127.0.0.1', resolve);
  });

  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}${path}`,
    secret,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
};

const refuseUpgrade = (connection: Duplex, status: 403 | 404): void => {
  // A client that resets the connection is no error of ours.
  connection.on('error', () => undefined);
  connection.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
};

/** Compares in constant time, whatever the lengths. */
const isSame = (given: string, secret: string): boolean => {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
};
