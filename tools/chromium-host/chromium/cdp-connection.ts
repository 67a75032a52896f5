import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

type Params = Record<string, unknown>;

interface Message {
  id?: number;
  method: string;
  params: Params;
  sessionId?: string;
  result?: Params;
  error?: { message: string };
}

/** One target's part of a connection: commands go to it, and its events come from it, by method name. */
export class CdpSession extends EventEmitter {
  constructor(
    private readonly connection: CdpConnection,
    readonly id: string | undefined,
  ) {
    super();
  }

  /** The session of a target attached through this one. */
  child(id: string): CdpSession {
    return this.connection.session(id);
  }

  /** @throws Error with Chromium's message if the command fails, or if the target is gone */
  send<Result = Params>(method: string, params: Params = {}): Promise<Result> {
    return this.connection.send(method, params, this.id) as Promise<Result>;
  }
}

/**
 * The DevTools protocol over `--remote-debugging-pipe`: JSON messages ended by a zero byte.
 * https://chromedevtools.github.io/devtools-protocol/
 */
export class CdpConnection {
  readonly browser = new CdpSession(this, undefined);
  readonly #sessions = new Map<string, CdpSession>();
  readonly #waiting = new Map<
    number,
    {
      method: string;
      session: string | undefined;
      resolve: (result: Params) => void;
      reject: (error: Error) => void;
    }
  >();
  #last = 0;
  #received: Buffer[] = [];

  constructor(
    private readonly output: Writable,
    input: Readable,
  ) {
    input.on('data', (chunk: Buffer) => {
      this.#read(chunk);
    });
    // A pipe breaks when Chromium ends, which its process tells by itself.
    input.on('error', () => undefined);
    output.on('error', () => undefined);
  }

  session(id: string): CdpSession {
    let session = this.#sessions.get(id);
    if (!session) this.#sessions.set(id, (session = new CdpSession(this, id)));
    return session;
  }

  send(method: string, params: Params, sessionId: string | undefined): Promise<Params> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, session: sessionId, resolve, reject });
      this.output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** Lets every command that still waits fail. */
  close(): void {
    this.#fail(() => true);
  }

  #fail(which: (session: string | undefined) => boolean): void {
    for (const [id, { method, session, reject }] of this.#waiting) {
      if (!which(session)) continue;
      this.#waiting.delete(id);
      reject(new Error(`${method}: the target is gone`));
    }
  }

  #read(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = Buffer.concat([...this.#received, rest.subarray(0, end)]).toString();
      this.#received = [];
      rest = rest.subarray(end + 1);
      this.#dispatch(JSON.parse(text) as Message);
    }
    if (rest.length > 0) this.#received.push(rest);
  }

  #dispatch({ id, method, params, sessionId, result, error }: Message): void {
    if (id !== undefined) {
      const command = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) command?.reject(new Error(`${command.method}: ${error.message}`));
      else command?.resolve(result ?? {});
      return;
    }
    if (method === 'Target.detachedFromTarget') {
      const gone = params['sessionId'] as string;
      this.#sessions.get(gone)?.emit('gone');
      this.#sessions.delete(gone);
      this.#fail((session) => session === gone);
    }
    const session = sessionId === undefined ? this.browser : this.session(sessionId);
    session.emit(method, params);
  }
}
