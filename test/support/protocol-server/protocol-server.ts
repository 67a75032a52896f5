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
import { systemClock, type Clock } from '../../../src/main/core/streaming/clock';
import { zones } from '../../../src/shared/zones';
import { createAuthority, type Authority } from '../certificates';
import type { Fault, TcpFault } from './faults';
import { HostCertificates } from './host-certificates';
import { MintedTokens } from './minted-tokens';
import { serverSocket } from './server-socket';
import type { SessionRecord } from './session-record';
import { SessionRegister } from './session-register';
import { defaultRules, type SessionRules } from './session-rules';
import { TcpFront } from './tcp-front';

export interface ProtocolServerOptions extends Partial<SessionRules> {
  /** Names served, each as a virtual host of its own; the cloud zones' by default. */
  hosts?: readonly string[];
  /** Plain `ws:` instead of TLS. */
  plain?: boolean;
  port?: number;
  /** Issues its certificates; one of its own by default. */
  authority?: Authority;
  clock?: Clock;
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
  /** Upgrade requests, refused ones included: the host each asked for. */
  readonly requests: string[] = [];
  /** Temporary tokens, each good on the host that minted it. */
  readonly tokens: MintedTokens;
  readonly #front: TcpFront;
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #register: SessionRegister;

  private constructor(
    certificates: HostCertificates,
    caFile: string,
    plain: boolean,
    register: SessionRegister,
  ) {
    this.ca = certificates.ca;
    this.caFile = caFile;
    this.key = register.rules.key;
    this.#register = register;
    this.tokens = new MintedTokens(register.rules.key);
    const server = plain ? http.createServer() : https.createServer(this.#tlsOptions(certificates));
    server.on('secureConnection', (socket: Socket) => socket.on('error', () => undefined));
    server.on('request', (request, response) => this.tokens.answer(hostnameOf(request), request, response));
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#front = new TcpFront((socket) => server.emit('connection', socket));
  }

  static async start({
    hosts = zoneHosts,
    plain = false,
    port = 0,
    clock = systemClock,
    authority,
    ...rules
  }: ProtocolServerOptions = {}) {
    const certificates = await HostCertificates.create(hosts, authority ?? (await createAuthority()));
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'sotto-server-')), 'ca.pem');
    await writeFile(file, certificates.ca);
    const noLimit = rules.key === 'self-hosted' && { newSessionsPerMinute: Infinity };
    const register = new SessionRegister({ ...defaultRules, ...noLimit, ...rules }, clock);
    const server = new ProtocolServer(certificates, file, plain, register);
    server.#front.server.listen(port, '127.0.0.1');
    await once(server.#front.server, 'listening');
    return server;
  }

  get port(): number {
    return (this.#front.server.address() as AddressInfo).port;
  }

  /** For `createOpenSocket`: dials this server whatever the host. */
  readonly dial = (): { host: string; port: number } => ({ host: '127.0.0.1', port: this.port });

  /** Scripts the host's next connection; called again, the one after. */
  next(host: string, ...faults: Fault[]): void {
    this.#register.script(host, faults);
  }

  /** Spoils the next TCP connections, whatever host they are for. */
  nextTcp(...faults: TcpFault[]): void {
    this.#front.next(...faults);
  }

  /** TCP connections made, spoiled ones included. */
  get connections(): number {
    return this.#front.accepted;
  }

  /** TCP connections that are still open. */
  get openConnections(): number {
    return this.#front.open;
  }

  /** Every accepted connection, oldest first. */
  get sessions(): SessionRecord[] {
    return this.#register.records;
  }

  sessionsOf(host: string): SessionRecord[] {
    return this.sessions.filter((session) => session.host === host);
  }

  get openSessions(): number {
    return this.#register.openSessions;
  }

  /** Breaks one session's connection off. */
  drop(id: string): void {
    this.#register.drop(id);
  }

  /** Breaks every connection off at once, as a network does. */
  dropAll(): void {
    this.#register.dropAll();
  }

  /** Dead networks carry packets again: what the client closed meanwhile is now seen closed. */
  thaw(): void {
    this.#register.thaw();
  }

  async close(): Promise<void> {
    this.#front.closeAll();
    this.#front.server.close();
    await once(this.#front.server, 'close');
    await rm(path.dirname(this.caFile), { recursive: true });
  }

  #tlsOptions(certificates: HostCertificates): https.ServerOptions {
    return {
      ...certificates.loopback,
      SNICallback: (host, done) => {
        const which = this.#register.upcoming(host).find((fault) => fault.kind === 'certificate')?.which;
        if (which) this.#register.take(host);
        certificates.contextOf(host, which).then((context) => done(null, context), done);
      },
    };
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const host = hostnameOf(request);
    const url = new URL(request.url ?? '/', 'wss://host');
    this.requests.push(host);
    const faults = this.#register.take(host);
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
      const end = serverSocket(webSocket, this.#front.below(request.socket));
      const key = this.tokens.keyFor(host, request.headers);
      const session = this.#register.open(end, host, request.headers, url.searchParams, faults, key);
      webSocket.on('message', (data, isBinary) => session.received(data as Buffer, isBinary));
      webSocket.on('close', () => session.closed());
      webSocket.on('error', () => webSocket.terminate());
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
