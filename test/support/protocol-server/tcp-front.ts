import net, { type Socket } from 'node:net';
import type { TcpFault } from './faults';

/**
 * The server's door: accepts TCP connections and hands them on, or spoils them before TLS begins. It also remembers the
 * connection below each TLS socket, as only that one can be reset.
 */
export class TcpFront {
  readonly server: net.Server;
  readonly #faults: TcpFault[] = [];
  readonly #connections = new Map<string, Socket>();
  /** Connections made, spoiled ones included. */
  accepted = 0;

  constructor(handOn: (socket: Socket) => void) {
    this.server = net.createServer((socket) => {
      this.accepted += 1;
      const key = nameOf(socket);
      this.#connections.set(key, socket);
      socket.on('close', () => this.#connections.delete(key));
      socket.on('error', () => undefined);
      const fault = this.#faults.shift();
      if (fault) spoil(socket, fault);
      else handOn(socket);
    });
  }

  next(...faults: TcpFault[]): void {
    this.#faults.push(...faults);
  }

  /** The TCP connection that carries this one. */
  below(socket: Socket): Socket {
    return this.#connections.get(nameOf(socket)) ?? socket;
  }

  /** Connections that are still open. */
  get open(): number {
    return this.#connections.size;
  }

  closeAll(): void {
    for (const connection of this.#connections.values()) connection.destroy();
  }
}

const nameOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress}:${remotePort}`;

const spoil = (socket: Socket, fault: TcpFault): void => {
  switch (fault) {
    case 'reset':
      return void socket.resetAndDestroy();
    case 'silent':
      return;
    case 'broken-handshake':
      return void socket.once('data', () => socket.destroy());
    case 'plain-http':
      return void socket.once('data', () =>
        socket.end('HTTP/1.1 302 Found\r\nLocation: http://sign-in.example/\r\nConnection: close\r\n\r\n'),
      );
  }
};
