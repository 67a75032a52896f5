/** No more often than this, and only with this much speech to go by, ms. */
const shortestUpdateMs = 350;
/** Decoding may take this share of the time; the rest is for other sessions, and for this computer's owner. */
const decodingShare = 0.6;
/** With this much audio waiting there is no time for partial results, ms. */
const behindMs = 200;

/**
 * Decides when a growing segment is decoded again. Where decoding is slow, or several sessions wait for
 * one another, updates become rarer instead of later.
 */
export class UpdatePace {
  #lastCostMs = 0;

  /** How much new audio the next update waits for, ms. */
  get intervalMs(): number {
    return Math.max(shortestUpdateMs, this.#lastCostMs / decodingShare);
  }

  /** Notes how long a decoding took, its wait for others' included. */
  took(costMs: number): void {
    this.#lastCostMs = costMs;
  }

  /** @param newMs audio since the last decoding. @param waitingMs audio that has arrived and was not looked at. */
  isDue(newMs: number, waitingMs: number): boolean {
    return waitingMs < behindMs && newMs >= this.intervalMs;
  }
}
