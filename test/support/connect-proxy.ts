import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import type { Authority } from './certificates';

export interface ConnectProxyOptions {
  /** Port on 127.0.0.1 that every tunnel leads to, whatever the name asked for: names have no address in tests. */
  leadsTo: number;
  /** `name:password` asked for. */
  credentials?: string;
  /** Answers every CONNECT with these statuses in turn, the last one again and again; 200 lets through. */
  answers?: readonly number[];
  /** Opens the encryption: shows a certificate of this authority, for the host asked for or for another. */
  intercepts?: { authority: Authority; name?: string };
  /** Takes a CONNECT and never answers it. */
  isSilent?: boolean;
}

/** A real HTTP proxy as companies have them, which records what it was asked to do and what it could read. */
export class ConnectProxy {
  /** `host:port` of each CONNECT, refused ones included. */
  readonly targets: string[] = [];
  /** Proxy-Authorization of each CONNECT. */
  readonly authorizations: (string | undefined)[] = [];
  /** What came out of an encryption it opened, or was sent unencrypted. */
  read = Buffer.alloc(0);
  readonly #server = http.createServer();
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly options: ConnectProxyOptions) {
    this.#server.on('connection', (socket) => this.#keep(socket));
    this.#server.on('connect', (request: IncomingMessage, socket: Socket) => {
      void this.#connect(request, socket);
    });
    this.#server.listen(0, '127.0.0.1');
  }

  static async start(options: ConnectProxyOptions): Promise<ConnectProxy> {
    const proxy = new ConnectProxy(options);
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** `127.0.0.1:port`. */
  get host(): string {
    return `127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  get url(): URL {
    return new URL(`http://${this.host}`);
  }

  /** Connections to it and from it. */
  get openConnections(): number {
    return this.#sockets.size;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #connect(request: IncomingMessage, socket: Socket): Promise<void> {
    const { credentials, answers = [200], intercepts, isSilent, leadsTo } = this.options;
    const authorization = request.headers['proxy-authorization'];
    const answer = answers[Math.min(this.targets.length, answers.length - 1)] ?? 200;
    this.targets.push(request.url ?? '');
    this.authorizations.push(authorization);
    if (isSilent) return void socket.resume();
    const isKnown =
      credentials === undefined || authorization === `Basic ${Buffer.from(credentials).toString('base64')}`;
    const status = isKnown ? answer : 407;
    socket.write(`HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}\r\n\r\n`);
    if (status !== 200) return void socket.end();
    if (intercepts) {
      const name = intercepts.name ?? (request.url ?? '').replace(/:\d+$/, '');
      const opened = new tls.TLSSocket(socket, {
        isServer: true,
        ...(await intercepts.authority.issue([name])),
      });
      opened.on('data', (data: Buffer) => (this.read = Buffer.concat([this.read, data])));
      opened.on('error', () => undefined);
      return;
    }
    const upstream = this.#keep(net.connect(leadsTo, '127.0.0.1'));
    socket.pipe(upstream).pipe(socket);
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('end', () => socket.end());
    socket.on('error', () => undefined);
    return socket;
  }
}

/** A SOCKS 5 proxy (RFC 1928, 1929), as far as CONNECT by name goes. Records names, and credentials where it wants them. */
export class SocksProxy {
  readonly targets: string[] = [];
  readonly #server: net.Server;

  private constructor(leadsTo: number, credentials: string | undefined) {
    this.#server = net.createServer((socket) => {
      socket.on('error', () => undefined);
      void this.#serve(socket, leadsTo, credentials).catch(() => socket.destroy());
    });
    this.#server.listen(0, '127.0.0.1');
  }

  static async start(leadsTo: number, credentials?: string): Promise<SocksProxy> {
    const proxy = new SocksProxy(leadsTo, credentials);
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get host(): string {
    return `127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  close(): void {
    this.#server.close();
  }

  async #serve(socket: Socket, leadsTo: number, credentials: string | undefined): Promise<void> {
    await once(socket, 'data');
    socket.write(Buffer.from([5, credentials === undefined ? 0 : 2]));
    let [data] = (await once(socket, 'data')) as [Buffer];
    if (credentials !== undefined) {
      const nameEnd = 2 + (data[1] ?? 0);
      const given = `${String(data.subarray(2, nameEnd))}:${String(data.subarray(nameEnd + 1))}`;
      socket.write(Buffer.from([1, given === credentials ? 0 : 1]));
      if (given !== credentials) return void socket.end();
      [data] = (await once(socket, 'data')) as [Buffer];
    }
    const name = data.subarray(5, 5 + (data[4] ?? 0));
    this.targets.push(`${String(name)}:${String(data.readUInt16BE(5 + name.length))}`);
    socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
    const upstream = net.connect(leadsTo, '127.0.0.1');
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
    socket.pipe(upstream).pipe(socket);
  }
}
