/** A heartbeat's total is rounded, and frames are on their way. */
const toleranceMs = 250;

/**
 * Watches whether the server takes the audio it is sent. Heartbeats and pongs prove that it speaks; a server, or a proxy
 * before it, that reads no more still speaks. Told by heartbeats only: the system takes minutes of audio into its own
 * buffers before `bufferedAmount` grows.
 */
export class AudioIntake {
  #receivedMs = 0;
  #sentMs = 0;
  /** When all that was sent by the heartbeat before had been taken, or more of it. */
  #movedAt = 0;

  /**
   * @param receivedMs audio the server says it received; undefined where it doesn't say
   * @param sentMs audio sent until now
   */
  heartbeat(receivedMs: number | undefined, sentMs: number, now: number): void {
    if (receivedMs === undefined) return;
    const isWaiting = this.#sentMs > receivedMs + toleranceMs;
    if (receivedMs > this.#receivedMs || !isWaiting) this.#movedAt = now;
    this.#receivedMs = receivedMs;
    this.#sentMs = sentMs;
  }

  /** Since when audio has been waiting without any being taken, ms; 0 for a server whose total never grew. */
  stuckMs(now: number): number {
    const isWaiting = this.#receivedMs > 0 && this.#sentMs > this.#receivedMs + toleranceMs;
    return isWaiting ? now - this.#movedAt : 0;
  }
}
