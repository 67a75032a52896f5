import { problemCodes, ProblemError, type Problem } from '../../../shared/problems';
import type { Destination } from '../captioning/captioning';
import type { MoonshineSize } from './moonshine';

/** What the engine's process tells the one that started it. */
export type EngineMessage =
  | { readonly type: 'listening'; readonly url: string; readonly secret: string }
  | { readonly type: 'failed'; readonly problem: Problem }
  /** Which model timing found right for this computer. */
  | { readonly type: 'picked'; readonly size: MoonshineSize };

/** A started engine: Electron's UtilityProcess and Node's ChildProcess are both one. */
export interface EngineChild {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number | null) => void): unknown;
  kill(): unknown;
}

/** Starts `out/main/engine.js` with these arguments. */
export type ForkEngine = (args: string[]) => EngineChild;

export interface EngineProcessOptions {
  readonly fork: ForkEngine;
  /** The engine ends itself after this many minutes without a session, and gives its memory back. */
  readonly idleMinutes?: number;
  /** The size timing picked on this computer before: then there is no need to time again. */
  readonly pickedSize?: MoonshineSize;
  readonly onPicked?: (size: MoonshineSize) => void;
}

interface Running {
  readonly child: EngineChild;
  readonly destination: Promise<Destination>;
}

/**
 * The engine on this device, as its users see it: it is started when first needed, and again after it ended
 * or crashed. All sessions share one process.
 */
export class EngineProcess {
  readonly #options: EngineProcessOptions;
  #pickedSize: MoonshineSize | undefined;
  #running: Running | undefined;

  constructor(options: EngineProcessOptions) {
    this.#options = options;
    this.#pickedSize = options.pickedSize;
  }

  /**
   * Where to connect to. Throws a ProblemError: `engine-missing`, `engine-damaged`, or `engine-crashed` where
   * the process ends before it listens.
   */
  destination(): Promise<Destination> {
    this.#running ??= this.#start();
    return this.#running.destination;
  }

  /** Ends the process, and with it its sessions. */
  dispose(): void {
    this.#running?.child.kill();
    this.#running = undefined;
  }

  #start(): Running {
    const child = this.#options.fork([
      '--child',
      `--idle-minutes=${this.#options.idleMinutes ?? 5}`,
      ...(this.#pickedSize ? [`--model=${this.#pickedSize}`] : []),
    ]);
    const forget = (): void => {
      if (this.#running?.child === child) this.#running = undefined;
    };
    const destination = new Promise<Destination>((resolve, reject) => {
      child.on('exit', (code) => {
        forget();
        reject(new ProblemError('engine-crashed', { detail: `exit code ${code ?? 'unknown'}` }));
      });
      child.on('message', (message) => {
        if (!isEngineMessage(message)) return;
        if (message.type === 'listening')
          resolve({ zone: 'device', url: message.url, authorization: message.secret });
        else if (message.type === 'failed') {
          forget();
          reject(new ProblemError(message.problem.code, message.problem.params));
        } else {
          this.#pickedSize = message.size;
          this.#options.onPicked?.(message.size);
        }
      });
    });
    return { child, destination };
  }
}

const isEngineMessage = (message: unknown): message is EngineMessage => {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  if (message.type === 'failed')
    return 'problem' in message && problemCodes.includes((message.problem as Problem).code);
  return message.type === 'listening' || message.type === 'picked';
};
