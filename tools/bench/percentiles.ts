/** The value below which this share (0–1) of the values lie; nearest rank. Throws on none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

/** `P50 1.2, P95 3.4 ms (n = 100)` */
export const summary = (ms: readonly number[]): string =>
  `P50 ${percentile(ms, 0.5).toFixed(1)}, P95 ${percentile(ms, 0.95).toFixed(1)} ms (n = ${String(ms.length)})`;
