/** Quietest level the meter shows, dB of full scale. */
const floorDb = -60;

/** Where a meter stands for a root mean square of 0–1 of full scale: 0–100, linear in dB as the ear is. */
export const meterPercent = (rms: number): number =>
  rms <= 0 ? 0 : Math.round(Math.min(1, Math.max(0, 1 - (20 * Math.log10(rms)) / floorDb)) * 100);
