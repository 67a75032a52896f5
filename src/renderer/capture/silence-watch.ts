/** Exact silence of a device that has given no sound yet, as some headsets begin, before something is done, ms. */
const neverHeardMs = 3000;
/** The same of a device that was heard before, ms. */
const silentMs = 5000;
/** A device that was heard is opened anew at most so often at first, ms; each time in vain doubles it. */
const reopenEveryMs = 10_000;
const reopenAtMostEveryMs = 600_000;

/**
 * What to do about silence. `reopen`: the device may be stuck, so open it anew. `fall-back`: it gave no sound when
 * opened twice, so listen to another one. `give-up`: nothing more can be done than to say so. `heard`: it is over.
 */
export type SilenceStep = 'reopen' | 'fall-back' | 'give-up' | 'heard';

/**
 * Notices a microphone that delivers nothing but zeros: one that hears a room never does. A device that was heard before
 * may be muted on purpose, so no other is listened to in its place. Times are of the audio clock, ms: a busy machine
 * brings sound late, not silence.
 */
export class SilenceWatch {
  #since: number | undefined;
  #wasHeard = false;
  #stage: 'hearing' | 'reopened' | 'done' = 'hearing';
  #reopenedAt = -Infinity;
  #reopenWaitMs = reopenEveryMs;

  /** @param reopens false for a device that is only a stopgap: in its silence the next one is tried at once */
  constructor(private readonly reopens = true) {}

  get isSilent(): boolean {
    return this.#stage !== 'hearing';
  }

  /** Its silence counts from the next level on: the device was opened anew, or is muted. */
  opened(): void {
    this.#since = undefined;
  }

  /** @param peak 0–1 of full scale, of the stretch that ends at `now` */
  level(peak: number, now: number): SilenceStep | undefined {
    if (peak > 0) return this.heard();
    this.#since ??= now;
    if (this.#stage === 'done' || now - this.#since < (this.#wasHeard ? silentMs : neverHeardMs)) {
      return undefined;
    }
    this.#since = now;
    if (this.#stage === 'hearing' && this.#mayReopen(now)) {
      this.#stage = 'reopened';
      return 'reopen';
    }
    this.#stage = 'done';
    return this.#wasHeard ? 'give-up' : 'fall-back';
  }

  /** There was sound, here or where else the device is listened to. */
  heard(): SilenceStep | undefined {
    const wasSilent = this.isSilent;
    this.#since = undefined;
    this.#wasHeard = true;
    this.#stage = 'hearing';
    return wasSilent ? 'heard' : undefined;
  }

  #mayReopen(now: number): boolean {
    if (!this.reopens || now - this.#reopenedAt < this.#reopenWaitMs) return false;
    if (this.#reopenedAt >= 0) this.#reopenWaitMs = Math.min(reopenAtMostEveryMs, this.#reopenWaitMs * 2);
    this.#reopenedAt = now;
    return true;
  }
}
