import type { Clock } from '../../src/main/core/streaming/clock';

interface Timer {
  at: number;
  run: () => void;
}

/** A clock the test turns by hand. */
export class ManualClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  /** By how much the wall clock was set, ms. */
  #setBy = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now + this.#setBy;
  }

  monotonic(): number {
    return this.#now;
  }

  /** Sets the wall clock forward or back; also what is seen of a sleep, during which timers stand still. */
  jump(ms: number): void {
    this.#setBy += ms;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets time pass; timers run in order, each at its own time, and promises settle between them. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (let due = this.#next(until); due; due = this.#next(until)) {
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
      await settle();
    }
    this.#now = until;
  }

  /** The first timer due, of those of the same time the one that was set first. */
  #next(until: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (timer.at <= until && (!next || timer.at < next.at)) next = timer;
    return next;
  }
}

/** Lets pending promise callbacks run. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
