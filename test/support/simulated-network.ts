import { Buffer } from 'node:buffer';
import type { Destination } from '../../src/main/core/captioning/captioning';
import type { Clock } from '../../src/main/core/streaming/clock';
import type { OpenSocket, SessionSocket, SocketEvents } from '../../src/main/core/streaming/open-socket';
import type { SessionEnding } from '../../src/main/core/streaming/session-ending';
import type { Fault } from './protocol-server/faults';
import type { ServerSession } from './protocol-server/server-session';
import type { ServerSocket } from './protocol-server/server-socket';
import type { SessionRegister } from './protocol-server/session-register';

/** A fault of the way to the server: it is never reached. */
export interface Unreachable {
  kind: 'unreachable';
  /** `ENOTFOUND`, `ECONNREFUSED`… */
  text: string;
}

export interface NetworkOptions {
  register: SessionRegister;
  clock: Clock;
  /** Time a packet needs now, ms. */
  latencyMs: () => number;
  /** What happens to the next connection. */
  faults: () => readonly (Fault | Unreachable)[];
}

/** Connections in memory, to the protocol server's own rules. Packets keep their order and arrive late. */
export class SimulatedNetwork {
  readonly #options: NetworkOptions;
  readonly #pairs = new Set<SocketPair>();
  #isDown = false;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  readonly openSocket: OpenSocket = (destination, query, events) => {
    const pair = new SocketPair(this.#options, destination, query, events, this.#isDown);
    this.#pairs.add(pair);
    return pair;
  };

  /** Cuts every connection; none can be made until {@link restore}. */
  cut(): void {
    this.#isDown = true;
    for (const pair of this.#pairs) pair.cut();
    this.#pairs.clear();
  }

  restore(): void {
    this.#isDown = false;
  }
}

/** One connection: the client's end is the object itself. */
class SocketPair implements SessionSocket {
  readonly #options: NetworkOptions;
  readonly #events: SocketEvents;
  readonly #toServer: Line;
  readonly #toClient: Line;
  #session: ServerSession | undefined;
  #clientIsOpen = true;
  #serverIsOpen = true;
  #isReading = true;
  /** Sent, but not taken by the server. */
  bufferedAmount = 0;

  constructor(
    options: NetworkOptions,
    destination: Destination,
    query: URLSearchParams,
    events: SocketEvents,
    isDown: boolean,
  ) {
    this.#options = options;
    this.#events = events;
    this.#toServer = new Line(options);
    this.#toClient = new Line(options);
    const down: Unreachable = { kind: 'unreachable', text: 'ENETUNREACH' };
    const faults = isDown ? [down] : options.faults();
    const unreachable = faults.find((fault) => fault.kind === 'unreachable');
    const served = faults.filter((fault) => fault.kind !== 'unreachable');
    if (unreachable) this.#unreachable(unreachable.text);
    else this.#toServer.carry(() => this.#upgrade(destination, query, served));
  }

  #unreachable(text: string): void {
    this.#toClient.carry(() => this.#endClient({ by: 'network', text, wasReached: false }));
  }

  #upgrade(destination: Destination, query: URLSearchParams, faults: readonly Fault[]): void {
    const answer = faults.find((fault) => fault.kind === 'http');
    if (answer) {
      const { status } = answer;
      return this.#toClient.carry(() => this.#endClient({ by: 'http', status, text: '' }));
    }
    if (faults.some(({ kind }) => kind === 'no-upgrade')) return;
    const { host } = new URL(destination.url);
    this.#toClient.carry(() => {
      if (this.#clientIsOpen) this.#events.open({ remoteAddress: '192.0.2.1' });
    });
    const headers = { authorization: destination.authorization };
    this.#session = this.#options.register.open(this.#serverEnd(), host, headers, query, faults);
    // Refused on the spot, before there was anyone to tell.
    if (!this.#serverIsOpen) this.#session.closed();
  }

  send(data: string | Uint8Array): void {
    if (!this.#clientIsOpen) return;
    const bytes = Buffer.from(data);
    this.bufferedAmount += bytes.byteLength;
    this.#toServer.carry(() => {
      if (!this.#serverIsOpen || !this.#isReading) return;
      this.bufferedAmount -= bytes.byteLength;
      this.#session?.received(bytes, typeof data !== 'string');
    });
  }

  ping(): void {
    this.#toServer.carry(() => {
      if (!this.#serverIsOpen || !this.#isReading) return;
      this.#toClient.carry(() => {
        if (this.#clientIsOpen) this.#events.pong();
      });
    });
  }

  close(): void {
    this.terminate();
  }

  terminate(): void {
    this.#endClient({ by: 'network', text: 'connection broke off' });
  }

  cut(): void {
    if (this.#session) this.#session.record.isEndedByServer = true;
    this.#endServer();
    this.#endClient({ by: 'network', text: 'ECONNRESET' });
  }

  #endClient(ending: SessionEnding): void {
    if (!this.#clientIsOpen) return;
    this.#clientIsOpen = false;
    this.#toServer.carry(() => this.#endServer());
    this.#events.ended(ending);
  }

  #endServer(): void {
    this.#serverIsOpen = false;
    this.#session?.closed();
  }

  #serverEnd(): ServerSocket {
    const isOpen = (): boolean => this.#serverIsOpen;
    const tell = (act: () => void): void =>
      this.#toClient.carry(() => {
        if (this.#clientIsOpen) act();
      });
    const end = (ending: SessionEnding): void => {
      if (!this.#serverIsOpen) return;
      this.#serverIsOpen = false;
      this.#session?.closed();
      tell(() => this.#endClient(ending));
    };
    return {
      get isOpen() {
        return isOpen();
      },
      send: (data) => tell(() => this.#events.message(data)),
      close: (code, reason = '') => end({ by: 'close', code, text: reason }),
      drop: () => end({ by: 'network', text: 'connection broke off' }),
      reset: () => {
        this.#toClient.lose();
        end({ by: 'network', text: 'ECONNRESET' });
      },
      stopReading: () => (this.#isReading = false),
      resumeReading: () => (this.#isReading = true),
      sendNoise: () => end({ by: 'network', text: 'WS_ERR_INVALID_OPCODE' }),
    };
  }
}

/** One direction of a connection: in order, and late. */
class Line {
  readonly #options: NetworkOptions;
  #arrivesAt = 0;
  #sentAt = -1;
  #generation = 0;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  carry(act: () => void): void {
    const { clock, latencyMs } = this.#options;
    const now = clock.now();
    // What is sent together travels together.
    if (now !== this.#sentAt) this.#arrivesAt = Math.max(this.#arrivesAt, now + latencyMs());
    this.#sentAt = now;
    const generation = this.#generation;
    clock.after(this.#arrivesAt - now, () => {
      if (generation === this.#generation) act();
    });
  }

  /** What is on its way never arrives. */
  lose(): void {
    this.#generation += 1;
  }
}
