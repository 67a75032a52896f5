import type { Clock } from '../../src/main/core/streaming/clock';

interface Timer {
  at: number;
  run: () => void;
  handle: NodeJS.Timeout | undefined;
}

/** The real clock, which a test can put forward: real sockets at their own pace, and no waiting for long limits. */
export class JumpClock implements Clock {
  #aheadMs = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return Date.now() + this.#aheadMs;
  }

  monotonic(): number {
    return performance.now() + this.#aheadMs;
  }

  after(ms: number, run: () => void): () => void {
    const timer: Timer = { at: this.now() + ms, run, handle: undefined };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => {
      clearTimeout(timer.handle);
      this.#timers.delete(timer);
    };
  }

  /** Puts the clock forward. What comes due on the way runs in order, each at its own time. */
  jump(ms: number): void {
    const target = this.now() + ms;
    for (let due = this.#next(target); due; due = this.#next(target)) {
      this.#aheadMs += Math.max(0, due.at - this.now());
      this.#run(due);
    }
    this.#aheadMs += Math.max(0, target - this.now());
    for (const timer of this.#timers) this.#arm(timer);
  }

  #arm(timer: Timer): void {
    clearTimeout(timer.handle);
    timer.handle = setTimeout(() => this.#run(timer), timer.at - this.now());
  }

  #run(timer: Timer): void {
    clearTimeout(timer.handle);
    this.#timers.delete(timer);
    timer.run();
  }

  #next(until: number): Timer | undefined {
    const due = [...this.#timers].filter(({ at }) => at <= until);
    return due.sort((one, other) => one.at - other.at)[0];
  }
}
