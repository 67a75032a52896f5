import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { WebSocketServer } from 'ws';
import { zones } from '../../../src/shared/zones';
import { createAuthority, type Authority } from '../certificates';
import type { Fault } from './faults';
import { MintedTokens } from './minted-tokens';
import { newRecord, ServerSession, type SessionRecord, type SessionRules } from './server-session';

export interface ProtocolServerOptions extends Partial<SessionRules> {
  /** Names served, each as a virtual host of its own; the cloud zones' by default. */
  hosts?: readonly string[];
  /** Plain `ws:` instead of TLS. */
  plain?: boolean;
  port?: number;
  /** Issues its certificates; one of its own by default. */
  authority?: Authority;
}

/** Hosts of AssemblyAI's zones, from the one table. */
export const zoneHosts = Object.values(zones)
  .map(({ socketUrl }) => socketUrl)
  .filter((url) => url !== null)
  .map((url) => new URL(url).hostname);

/**
 * A strict server of the streaming protocol v3 for tests: it serves the zones' names on loopback under certificates of
 * its own authority, records per host what it received, and refuses what the real server refuses.
 */
export class ProtocolServer {
  /** PEM of the authority to trust. */
  readonly ca: string;
  /** The same as a file, for `NODE_EXTRA_CA_CERTS`. */
  readonly caFile: string;
  /** The API key it accepts. */
  readonly key: string;
  /** Every accepted connection, oldest first. */
  readonly sessions: SessionRecord[] = [];
  /** Upgrade requests, refused ones included: the host each asked for. */
  readonly requests: string[] = [];
  /** Temporary tokens, each good on the host that minted it. */
  readonly tokens: MintedTokens;
  /** TCP connections, whatever came of them. */
  connections = 0;
  readonly #server: http.Server | https.Server;
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #connections = new Set<Duplex>();
  readonly #rules: SessionRules;
  readonly #faults = new Map<string, (readonly Fault[])[]>();

  private constructor(
    server: http.Server | https.Server,
    ca: { pem: string; file: string },
    rules: SessionRules,
  ) {
    this.#server = server;
    this.ca = ca.pem;
    this.caFile = ca.file;
    this.key = rules.key;
    this.#rules = rules;
    this.tokens = new MintedTokens(rules.key);
    server.on('connection', () => (this.connections += 1));
    server.on('request', (request, response) => this.tokens.answer(hostnameOf(request), request, response));
    server.on(server instanceof https.Server ? 'secureConnection' : 'connection', (socket: Socket) => {
      this.#connections.add(socket);
      socket.on('close', () => this.#connections.delete(socket));
      socket.on('error', () => undefined);
    });
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  static async start(options: ProtocolServerOptions = {}) {
    const {
      hosts = zoneHosts,
      plain = false,
      port = 0,
      authority = await createAuthority(),
      ...rules
    } = options;
    const server = plain ? http.createServer() : https.createServer(await certificatesOf(authority, hosts));
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'sotto-server-')), 'ca.pem');
    await writeFile(file, authority.ca);
    return new ProtocolServer(
      server,
      { pem: authority.ca, file },
      {
        key: 'test-key',
        heartbeatMs: 5_000,
        turnSilenceMs: 400,
        maxBacklogMs: 300_000,
        ...rules,
      },
    );
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** For `createOpenSocket`: dials this server whatever the host. */
  readonly dial = (): { host: string; port: number } => ({ host: '127.0.0.1', port: this.port });

  /** Scripts the host's next connection; called again, the one after. */
  next(host: string, ...faults: Fault[]): void {
    this.#faults.set(host, [...(this.#faults.get(host) ?? []), faults]);
  }

  sessionsOf(host: string): SessionRecord[] {
    return this.sessions.filter((session) => session.host === host);
  }

  get openConnections(): number {
    return this.#connections.size;
  }

  get openSessions(): number {
    return this.sessions.filter(({ isOpen }) => isOpen).length;
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) connection.destroy();
    this.#server.close();
    await once(this.#server, 'close');
    await rm(path.dirname(this.caFile), { recursive: true });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const host = hostnameOf(request);
    const url = new URL(request.url ?? '/', 'wss://host');
    this.requests.push(host);
    const faults = this.#faults.get(host)?.shift() ?? [];
    const answer = faults.find((fault) => fault.kind === 'http');
    if (answer) {
      const location = answer.location ? `Location: ${answer.location}\r\n` : '';
      return void socket.end(
        `HTTP/1.1 ${answer.status} ${http.STATUS_CODES[answer.status] ?? ''}\r\n${location}Connection: close\r\n\r\n`,
      );
    }
    if (faults.some(({ kind }) => kind === 'no-upgrade')) return;
    if (url.pathname !== '/v3/ws')
      return void socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const record = newRecord(host, request.headers, url.searchParams);
      this.sessions.push(record);
      new ServerSession(webSocket, record, { ...this.#rules, key: this.tokens.keyFor(record) }, faults);
    });
  }
}

/** The name asked for: by TLS where there is any, else by the Host header. */
const hostnameOf = (request: IncomingMessage): string => {
  const { socket } = request;
  const sni =
    socket instanceof tls.TLSSocket ? (socket as { servername?: string | false }).servername : undefined;
  return sni || (request.headers.host ?? '').replace(/:\d+$/, '');
};

/** A certificate for each name; clients that name none (addresses have no SNI) get one for 127.0.0.1. */
const certificatesOf = async (
  authority: Authority,
  hosts: readonly string[],
): Promise<https.ServerOptions> => {
  const contexts = new Map<string, tls.SecureContext>();
  for (const host of hosts) contexts.set(host, tls.createSecureContext(await authority.issue([host])));
  return {
    ...(await authority.issue(['127.0.0.1', 'localhost'])),
    SNICallback: (name, done) => done(null, contexts.get(name)),
  };
};
