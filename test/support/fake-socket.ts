import type { Destination } from '../../src/main/core/captioning/captioning';
import type { OpenSocket, SessionSocket, SocketEvents } from '../../src/main/core/streaming/open-socket';
import type { SessionEnding } from '../../src/main/core/streaming/session-ending';

/** A socket whose other end is the test. */
export class FakeSocket implements SessionSocket {
  bufferedAmount = 0;
  readonly audio: Uint8Array[] = [];
  readonly texts: string[] = [];
  pings = 0;
  /** False for a connection that is dead although TCP doesn't know. */
  answersPings = true;
  isOpen = true;
  readonly #events: SocketEvents;

  constructor(
    readonly destination: Destination,
    readonly query: URLSearchParams,
    events: SocketEvents,
  ) {
    this.#events = events;
  }

  /** All samples received, as bytes. */
  get received(): Buffer {
    return Buffer.concat(this.audio);
  }

  send(data: string | Uint8Array): void {
    if (typeof data === 'string') this.texts.push(data);
    else this.audio.push(data.slice());
  }

  ping(): void {
    this.pings += 1;
    if (this.answersPings) this.#events.pong();
  }

  close(): void {
    this.end({ by: 'close', code: 1000, text: '' });
  }

  terminate(): void {
    this.end({ by: 'network', text: 'terminated' });
  }

  /** Upgrade and `Begin`. */
  begin(fields: object = {}): void {
    this.#events.open({ remoteAddress: '127.0.0.1' });
    this.say({ type: 'Begin', id: 'session', ...fields });
  }

  say(message: object): void {
    this.frame(JSON.stringify(message));
  }

  /** A frame as it is. */
  frame(data: string | Uint8Array): void {
    if (this.isOpen) this.#events.message(data);
  }

  /** A Turn of one word, or of none. */
  turn(order: number, text: string, startMs: number, endMs: number, final = false): void {
    const words = text ? [{ text, start: startMs, end: endMs, word_is_final: final }] : [];
    this.say({ type: 'Turn', turn_order: order, end_of_turn: final, transcript: text, words });
  }

  end(ending: SessionEnding): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#events.ended(ending);
  }
}

/** An opener that keeps what it opened. */
export const fakeOpener = (): { openSocket: OpenSocket; sockets: FakeSocket[] } => {
  const sockets: FakeSocket[] = [];
  return {
    sockets,
    openSocket: (destination, query, events) => {
      const socket = new FakeSocket(destination, query, events);
      sockets.push(socket);
      return socket;
    },
  };
};
