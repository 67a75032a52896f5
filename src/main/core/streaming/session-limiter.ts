import type { Clock } from './clock';

/** A place in the queue for a new session. */
export interface SessionSlot {
  /** How long to wait before opening, ms. */
  waitMs: number;
  /** Gives the place back: the server never saw the session. */
  release(): void;
}

/** A minute, and by how much later the first of five openings may reach the server than the last. */
const windowMs = 62_000;

/**
 * At most four new sessions a minute for a key, over all channels. Free accounts may open five a minute
 * (AssemblyAI's rate limits), and a retry storm of two channels reaches that almost at once.
 */
export class SessionLimiter {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #perMinute: number;
  /** Opening times, past and reserved, by key. */
  readonly #openings = new Map<string, number[]>();

  constructor(clock: Pick<Clock, 'monotonic'>, perMinute = 4) {
    this.#clock = clock;
    this.#perMinute = perMinute;
  }

  reserve(key: string): SessionSlot {
    const now = this.#clock.monotonic();
    const openings = (this.#openings.get(key) ?? []).filter((time) => time > now - windowMs);
    const limiting = openings.at(-this.#perMinute);
    const time = limiting === undefined ? now : Math.max(now, limiting + windowMs);
    openings.push(time);
    // A place given back may be taken before later ones that are reserved already.
    openings.sort((one, other) => one - other);
    this.#openings.set(key, openings);
    return {
      waitMs: time - now,
      release: () => {
        const list = this.#openings.get(key);
        const index = list?.indexOf(time) ?? -1;
        if (index >= 0) list?.splice(index, 1);
      },
    };
  }
}
