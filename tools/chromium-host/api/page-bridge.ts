import type { CdpSession } from '../chromium/cdp-connection';
import type { FromPage, ToPage } from '../page/preload-world';
import { createWireCodec } from '../page/wire-codec';
import { ipcMain } from './ipc-main';
import { MessageChannelMain, type HostMessagePort } from './message-port';

export const preloadWorld = 'sotto-preload';
export const bindingName = 'sottoHostBinding';
const codec = createWireCodec();

/** What a page's preload needs of its WebContents. */
export interface BridgeOwner {
  /** The event's `sender` and what else main learns of who speaks. */
  senderEvent: () => object;
  pageLoaded: (url: string) => void;
  askPermission: (permission: string, mediaTypes: string[]) => Promise<boolean>;
  drag: (phase: 'start' | 'move' | 'end', x: number, y: number) => void;
}

/** Main's end of what goes between main and the preload of one page: IPC, and ports as relays. */
export class PageBridge {
  #session: CdpSession | undefined;
  /** The preload's world that last said hello; a page that loads anew gets another. */
  #context: string | undefined;
  readonly #ports = new Map<number, HostMessagePort>();
  #lastPort = -1;

  constructor(private readonly owner: BridgeOwner) {}

  listen(session: CdpSession, frameId: string): void {
    this.#session = session;
    let newest: { id: number; uniqueId: string } | undefined;
    session.on(
      'Runtime.executionContextCreated',
      ({
        context,
      }: {
        context: { id: number; uniqueId: string; name: string; auxData?: { frameId?: string } };
      }) => {
        if (context.name === preloadWorld && context.auxData?.frameId === frameId) newest = context;
      },
    );
    session.on(
      'Runtime.bindingCalled',
      (call: { name: string; payload: string; executionContextId: number }) => {
        // Only the preload's world of the page itself may speak.
        if (call.name !== bindingName || call.executionContextId !== newest?.id) return;
        this.#context = newest.uniqueId;
        this.#receive(codec.decode(call.payload) as FromPage);
      },
    );
  }

  /** A page that hasn't loaded its preload yet misses it, as in Electron. */
  send(channel: string, args: unknown[], transfer: readonly HostMessagePort[] = []): void {
    const ports = transfer.map((port) => this.#relay((this.#lastPort += 2), port));
    this.#tell({ type: 'event', channel, args, ports });
  }

  /** The page is gone or loads anew: nobody answers at the other ends. */
  disconnect(): void {
    this.#context = undefined;
    this.#closePorts();
  }

  #tell(message: ToPage): void {
    // Encoded in any case: what can't be cloned is the sender's mistake.
    const text = JSON.stringify(codec.encode(message));
    if (this.#context === undefined) return;
    this.#session
      ?.send('Runtime.evaluate', { expression: `sottoHostReceive(${text})`, uniqueContextId: this.#context })
      .catch(() => undefined);
  }

  #relay(id: number, port: HostMessagePort): number {
    this.#ports.set(id, port);
    port.on('message', ({ data }: { data: unknown }) => {
      this.#tell({ type: 'port-message', port: id, data });
    });
    port.on('close', () => {
      if (this.#ports.delete(id)) this.#tell({ type: 'port-close', port: id });
    });
    port.start();
    return id;
  }

  #closePorts(): void {
    const ports = [...this.#ports.values()];
    this.#ports.clear();
    for (const port of ports) port.close();
  }

  #receive(message: FromPage): void {
    switch (message.type) {
      case 'hello':
        this.#closePorts();
        this.owner.pageLoaded(message.url);
        break;
      case 'send': {
        const ports = message.ports.map((id) => {
          const { port1, port2 } = new MessageChannelMain();
          this.#relay(id, port2);
          return port1;
        });
        ipcMain.emit(message.channel, { ...this.owner.senderEvent(), ports }, ...message.args);
        break;
      }
      case 'invoke':
        this.#answer(message.id, ipcMain.answer(message.channel, this.owner.senderEvent(), message.args));
        break;
      case 'ask-permission':
        this.#answer(message.id, this.owner.askPermission(message.permission, message.mediaTypes));
        break;
      case 'port-message':
        this.#ports.get(message.port)?.postMessage(message.data);
        break;
      case 'port-close': {
        const port = this.#ports.get(message.port);
        this.#ports.delete(message.port);
        port?.close();
        break;
      }
      case 'drag':
        this.owner.drag(message.phase, message.x, message.y);
    }
  }

  #answer(id: number, answer: Promise<unknown>): void {
    answer.then(
      (value) => {
        this.#tell({ type: 'answer', id, ok: true, value });
      },
      (error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        this.#tell({ type: 'answer', id, ok: false, value: text });
      },
    );
  }
}
