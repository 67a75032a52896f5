import type { Clock } from '../../src/main/core/streaming/clock';

/** A clock the test turns by hand. */
export class ManualClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  /** By how much the wall clock was set, ms. */
  #setBy = 0;
  #timers: { at: number; run: () => void }[] = [];

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
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass; timers run in order, each at its own time, and promises settle between them. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
      await settle();
    }
    this.#now = until;
  }
}

/** Lets pending promise callbacks run. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
