import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Everything one connection showed the server. */
export class SessionRecord {
  readonly id = randomUUID();
  /** Length of each audio frame, ms. */
  readonly frameMs: number[] = [];
  /** Words heard, in order. */
  readonly words: string[] = [];
  /** Types of the text frames received. */
  readonly messages: string[] = [];
  /** `UpdateConfiguration` messages, without their type. */
  readonly updates: Readonly<Record<string, unknown>>[] = [];
  /** What of them the real server would have ignored. */
  readonly ignored: string[] = [];
  audioBytes = 0;
  hasBegun = false;
  isOpen = true;
  isTerminated = false;
  /** The server, or a fault of its, ended the connection or made it useless. */
  isEndedByServer = false;
  /** The rule the client broke, where it broke one. */
  refusedFor: string | undefined;
  readonly #frames: Uint8Array[] = [];

  constructor(
    readonly host: string,
    readonly headers: IncomingHttpHeaders,
    readonly query: URLSearchParams,
    /** When it was accepted, ms on the server's clock. */
    readonly openedAt: number,
    /** Whether to keep what is received: hours of it don't fit. */
    readonly keepsAudio = true,
  ) {}

  /** PCM16 LE as received, all frames in a row. */
  get audio(): Buffer {
    return Buffer.concat(this.#frames);
  }

  received(frame: Uint8Array, ms: number): void {
    this.audioBytes += frame.byteLength;
    if (!this.keepsAudio) return;
    this.frameMs.push(ms);
    this.#frames.push(frame);
  }

  /** Left open, or left by a client that knew of it without `Terminate`, although it was served well. */
  isLeaked(wasKnown: boolean): boolean {
    const wasAskedToEnd = this.messages.includes('Terminate');
    return this.isOpen || (wasKnown && !wasAskedToEnd && !this.isEndedByServer);
  }
}
