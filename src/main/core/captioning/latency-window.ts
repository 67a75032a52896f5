const size = 50;

/** The latest latencies, for the figure a person sees. */
export class LatencyWindow {
  readonly #values: number[] = [];

  add(ms: number): void {
    this.#values.push(ms);
    if (this.#values.length > size) this.#values.shift();
  }

  /** P50 of the latest ones, ms; undefined before the first. */
  get median(): number | undefined {
    return this.#values.toSorted((a, b) => a - b)[this.#values.length >> 1];
  }
}
