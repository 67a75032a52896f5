/** Time as the session needs it: passed in, so that tests can turn it by hand. */
export interface Clock {
  /** Wall time, ms since 1970. Goes on during sleep, so a resume shows as a jump. */
  now(): number;
  /** Runs once after `ms`; the returned function cancels. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
