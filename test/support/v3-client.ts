import { WebSocket } from 'ws';

/** A server message as it came; `at` is when, ms on the monotonic clock. */
export interface ReceivedMessage {
  readonly at: number;
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface ReceivedTurn extends ReceivedMessage {
  readonly turn_order: number;
  readonly end_of_turn: boolean;
  readonly transcript: string;
  readonly words: readonly {
    readonly text: string;
    readonly start: number;
    readonly end: number;
    readonly confidence: number;
    readonly word_is_final: boolean;
  }[];
}

/** A bare client of the v3 protocol that keeps all it receives, for looking at a server from outside. */
export class V3Client {
  readonly messages: ReceivedMessage[] = [];
  /** Code and reason of the close; resolves when the socket is closed. */
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #socket: WebSocket;
  #notify: () => void = () => undefined;

  constructor(url: string, authorization: string | undefined, headers: Record<string, string> = {}) {
    this.#socket = new WebSocket(url, {
      perMessageDeflate: false,
      headers: { ...(authorization !== undefined && { authorization }), ...headers },
    });
    this.#socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as object;
      this.messages.push({ ...message, at: performance.now() } as ReceivedMessage);
      this.#notify();
    });
    this.closed = new Promise((resolve, reject) => {
      this.#socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
      this.#socket.on('error', reject);
    });
    this.closed.then(
      () => this.#notify(),
      () => this.#notify(),
    );
  }

  get turns(): ReceivedTurn[] {
    return this.messages.filter((message): message is ReceivedTurn => message.type === 'Turn');
  }

  get finals(): ReceivedTurn[] {
    return this.turns.filter((turn) => turn.end_of_turn);
  }

  /** Resolves with the first message, past or coming, that matches; rejects when the socket closes without one. */
  async message(matches: (message: ReceivedMessage) => boolean): Promise<ReceivedMessage> {
    for (;;) {
      const found = this.messages.find(matches);
      if (found) return found;
      if (this.#socket.readyState >= WebSocket.CLOSING && this.#socket.readyState === WebSocket.CLOSED)
        throw new Error(`closed before the message came, after ${JSON.stringify(this.messages.at(-1))}`);
      await new Promise<void>((resolve) => (this.#notify = resolve));
    }
  }

  begun(): Promise<ReceivedMessage> {
    return this.message(({ type }) => type === 'Begin');
  }

  send(message: object | string): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Resolves when the message is handed to the system: a server that holds back is felt here. */
  sendAudio(pcm: Uint8Array): Promise<void> {
    return new Promise((resolve) => this.#socket.send(pcm, () => resolve()));
  }

  /** Sends audio in messages of `frameMs`; `pace` 1 is real time, Infinity as fast as the server takes it. */
  async speak(pcm: Uint8Array, { frameMs = 100, pace = Infinity } = {}): Promise<void> {
    const began = performance.now();
    const frameBytes = frameMs * 32;
    for (let at = 0; at < pcm.length; at += frameBytes) {
      const due = began + at / 32 / pace + (pace === Infinity ? 0 : frameMs / pace);
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      if (this.#socket.readyState !== WebSocket.OPEN) return;
      await this.sendAudio(pcm.subarray(at, at + frameBytes));
    }
  }

  /** Ends the session; resolves with the Termination message. */
  async terminate(): Promise<ReceivedMessage> {
    this.send({ type: 'Terminate' });
    return this.message(({ type }) => type === 'Termination');
  }

  drop(): void {
    this.#socket.terminate();
  }
}
