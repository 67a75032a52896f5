const firstMs = 1000;
const mostMs = 60_000;

/** How long to wait before what has failed `attempts` times in a row is tried again, ms. */
export const retryDelayMs = (attempts: number): number =>
  Math.min(mostMs, firstMs * 2 ** Math.max(0, attempts - 1));
