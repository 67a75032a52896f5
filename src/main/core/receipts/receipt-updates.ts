import type { SessionReceipt } from '../../../shared/session-receipt';

interface Known {
  session: number;
  bytes: number;
  isEnded: boolean;
}

/** Decides when the receipts of a conversation are written: as a session begins, while its counts grow, as it ends. */
export class ReceiptUpdates {
  readonly #known = new Map<SessionReceipt, Known>();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param write Takes the state of a session's receipt; `session` numbers the sessions from 1.
   * @param everyMs How stale the counts on disk may be.
   */
  constructor(
    private readonly write: (session: number, receipt: SessionReceipt) => void,
    private readonly everyMs: number,
  ) {}

  /** A receipt began or changed; the same object for a session each time. */
  took(receipt: SessionReceipt): void {
    const known = this.#known.get(receipt);
    if (!known) {
      this.#known.set(receipt, { session: this.#known.size + 1, bytes: -1, isEnded: false });
      this.#timer ??= setInterval(() => this.#update(), this.everyMs).unref();
    }
    if (!known || (receipt.endedAt !== undefined && !known.isEnded)) this.#writeOne(receipt);
  }

  /** Writes what grew since it was last written, and stops. */
  close(): void {
    clearInterval(this.#timer);
    this.#update();
  }

  #update(): void {
    for (const [receipt, { bytes }] of this.#known) {
      if (receipt.audioBytesSent > bytes) this.#writeOne(receipt);
    }
  }

  #writeOne(receipt: SessionReceipt): void {
    const known = this.#known.get(receipt);
    if (!known) return;
    known.bytes = receipt.audioBytesSent;
    known.isEnded = receipt.endedAt !== undefined;
    this.write(known.session, receipt);
  }
}
