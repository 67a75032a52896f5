import { msToSamples, samplesToMs } from '../../../shared/audio';

const burstMs = 4_000;
const speed = 1.25;

/**
 * How fast audio may be sent: a few seconds at once, then 1.25 times real time. AssemblyAI asks for real time and
 * ends sessions that exceed it by much (3007 "Audio Transmission Rate Exceeded").
 */
export class SendPacer {
  #creditMs = burstMs;
  #countedAt: number;

  constructor(now: number) {
    this.#countedAt = now;
  }

  /** Samples that may be sent now. */
  allowance(now: number): number {
    this.#creditMs = Math.min(burstMs, this.#creditMs + Math.max(0, now - this.#countedAt) * speed);
    this.#countedAt = now;
    return msToSamples(this.#creditMs);
  }

  spend(samples: number): void {
    this.#creditMs -= samplesToMs(samples);
  }

  /** Time until `samples` may be sent, ms. */
  waitMs(samples: number): number {
    return Math.max(0, Math.ceil((samplesToMs(samples) - this.#creditMs) / speed));
  }
}
