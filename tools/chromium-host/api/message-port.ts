import { EventEmitter } from 'node:events';
import { refuseTheRest } from '../refuse-the-rest';

type PortApi = Pick<Electron.MessagePortMain, 'postMessage' | 'start' | 'close'>;

/** Electron's MessagePortMain between two places in main. A port that leaves for a page goes on as a relay. */
export class HostMessagePort extends EventEmitter implements PortApi {
  #other: HostMessagePort | undefined;
  #started = false;
  #closed = false;
  readonly #queue: unknown[] = [];

  connect(other: HostMessagePort): void {
    this.#other = other;
  }

  /** Data is cloned, as in Electron; ports can't be sent on from here. */
  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new Error('not implemented by the Chromium host: a port sent over a port');
    const data: unknown = structuredClone(message);
    setImmediate(() => {
      this.#other?.receive(data);
    });
  }

  start(): void {
    this.#started = true;
    for (const data of this.#queue.splice(0)) this.emit('message', { data, ports: [] });
  }

  /** Both ends hear of it. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    setImmediate(() => {
      this.emit('close');
      this.#other?.close();
    });
  }

  /** A message from the other end; it waits until the port is started. */
  receive(data: unknown): void {
    if (this.#closed) return;
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#queue.push(data);
  }
}
refuseTheRest(HostMessagePort, 'MessagePortMain');

export class MessageChannelMain {
  readonly port1 = new HostMessagePort();
  readonly port2 = new HostMessagePort();

  constructor() {
    this.port1.connect(this.port2);
    this.port2.connect(this.port1);
  }
}
