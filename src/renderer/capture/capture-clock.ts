import { frameMs, samplesToMs } from '../../shared/audio';

/**
 * One clock for all of a capture's frames, over every audio context it goes through: a context counts from zero, so the
 * time between two is what passed on the page's clock. What wasn't heard meanwhile is then a stretch without frames.
 */
export class CaptureClock {
  /** Where the present context's zero lies; undefined until its first frame. */
  #zero: number | undefined = 0;
  #endMs = 0;
  #arrivedAt: number;

  /** @param beganAt when the capture began, on the page's clock, ms */
  constructor(beganAt: number) {
    this.#arrivedAt = beganAt;
  }

  /** The frames to come are of a new context. */
  contextReplaced(): void {
    this.#zero = undefined;
  }

  /**
   * Time of a frame's first sample, ms since the capture began; in whole frames from one context to the next.
   * @param startSample its position on its context's clock
   * @param now when it arrived, on the page's clock, ms
   */
  t0(startSample: number, now: number): number {
    const inContext = samplesToMs(startSample);
    if (this.#zero === undefined) {
      const lostMs = Math.max(0, now - this.#arrivedAt - frameMs);
      this.#zero = this.#endMs + Math.round(lostMs / frameMs) * frameMs - inContext;
    }
    const t0 = this.#zero + inContext;
    this.#endMs = Math.max(this.#endMs, t0 + frameMs);
    this.#arrivedAt = now;
    return t0;
  }
}

/**
 * Numbers one channel's frames by their times: frames that never were leave their numbers out, so that main counts them
 * as lost.
 */
export class FrameCounter {
  #next = 0;
  #firstMs: number | undefined;

  /** @param t0 ms on the capture's clock */
  seq(t0: number): number {
    this.#firstMs ??= t0;
    const seq = Math.max(this.#next, Math.round((t0 - this.#firstMs) / frameMs));
    this.#next = seq + 1;
    return seq;
  }
}
