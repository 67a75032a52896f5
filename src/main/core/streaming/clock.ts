/** Time as the session needs it: passed in, so that tests can turn it by hand. */
export interface Clock {
  /** Wall time, ms since 1970: for what is written down. It jumps when the computer slept or its clock is set. */
  now(): number;
  /** Time that only ever goes forward, ms from any origin: for measuring. It may stand still during sleep. */
  monotonic(): number;
  /** Runs once after `ms`; the returned function cancels. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
