import { networkInterfaces } from 'node:os';
import type { Clock } from './clock';
import { NamedTimers } from './named-timers';

/** Between looks, ms. */
const everyMs = 2_000;
/** By so much the wall clock may drift from the monotonic one between two looks, ms. */
const driftMs = 5_000;

/** Addresses of this computer that reach others. */
export const networkAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .sort();

/**
 * Tells when connections may have died unseen: the computer slept, its clock was set, or its network changed. It looks
 * only between `start` and `stop`.
 */
export class DisruptionWatch {
  readonly #timers: NamedTimers;
  #offset = 0;
  #network = '';

  constructor(
    private readonly clock: Clock,
    private readonly addresses: () => readonly string[],
    private readonly onDisruption: () => void,
  ) {
    this.#timers = new NamedTimers(clock);
  }

  start(): void {
    this.#look();
    this.#watch();
  }

  stop(): void {
    this.#timers.cancelAll();
  }

  #watch(): void {
    this.#timers.set('look', everyMs, () => {
      const { offset, network } = { offset: this.#offset, network: this.#network };
      this.#look();
      this.#watch();
      if (Math.abs(this.#offset - offset) > driftMs || this.#network !== network) this.onDisruption();
    });
  }

  #look(): void {
    this.#offset = this.clock.now() - this.clock.monotonic();
    this.#network = this.addresses().join(' ');
  }
}
