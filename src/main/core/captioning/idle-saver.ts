import { msToSamples } from '../../../shared/audio';
import type { Clock } from '../streaming/clock';
import { NamedTimers } from '../streaming/named-timers';
import type { SessionTimings } from '../streaming/session-timings';
import { VoiceDetector } from './voice-detector';

export interface IdleSaverParts {
  clock: Clock;
  timings: Pick<SessionTimings, 'restQuietMs' | 'preRollMs'>;
  /** Time without speech after which the session is closed, ms; undefined is never. Asked anew each time. */
  idleAfterMs: () => number | undefined;
  /** Whether the session is live and was sent all there is. */
  mayRest: () => boolean;
  /** Closes the session. Resolves when it is over, to false where it failed for good. */
  rest: () => Promise<boolean>;
  /** Opens a session that begins at this sample. */
  wake: (fromSample: number) => void;
}

/**
 * Decides when a channel's session rests and when it is woken. While it is open, the server's captions say whether
 * anybody speaks; while it is closed, a detector here does. What the detector hears falsely costs one more session of
 * `idleAfterMs`, so that at most one is opened in that time.
 */
export class IdleSaver {
  readonly #parts: IdleSaverParts;
  readonly #timers: NamedTimers;
  #phase: 'open' | 'closing' | 'idle' | 'stopped' = 'open';
  #detector: VoiceDetector | undefined;
  /** Monotonic time of the last caption or, where that is later, at which the session began, ms. */
  #speechAt: number;
  /** Monotonic time at which the detector last heard a voice, ms. */
  #voiceAt = -Infinity;
  /** No session may begin before this sample: what is earlier was another's, or has its captions. */
  #earliest = 0;
  /** Where somebody began to speak while the session was being closed. */
  #onset: number | undefined;

  constructor(parts: IdleSaverParts) {
    this.#parts = parts;
    this.#timers = new NamedTimers(parts.clock);
    this.#speechAt = parts.clock.monotonic();
  }

  /** A session was opened for another reason than speech. @param fromSample where its audio begins */
  began(fromSample: number): void {
    if (this.#phase === 'stopped') return;
    this.#phase = 'open';
    this.#speechAt = this.#parts.clock.monotonic();
    this.#earliest = Math.max(this.#earliest, fromSample);
    this.#check();
  }

  /** Audio was captured: PCM16 LE from this sample on. */
  heard(pcm: Uint8Array, start: number): void {
    if (this.#phase === 'stopped') return;
    if (this.#parts.idleAfterMs() === undefined) {
      this.#detector = undefined;
      if (this.#phase === 'idle') this.#wake(start);
      return;
    }
    this.#detector ??= new VoiceDetector();
    const offset = this.#detector.hear(pcm);
    if (offset !== undefined) {
      this.#voiceAt = this.#parts.clock.monotonic();
      if (this.#phase === 'closing') this.#onset ??= start + offset;
      if (this.#phase === 'idle') this.#wake(start + offset);
    }
    this.#check();
  }

  /** A caption came whose audio ends here. */
  captioned(endSample: number): void {
    this.#speechAt = this.#parts.clock.monotonic();
    this.#earliest = Math.max(this.#earliest, endSample);
    // The last words of a closing session were somebody's first.
    if (this.#phase === 'closing') this.#onset ??= endSample;
  }

  /** No session is wanted any more. */
  stop(): void {
    this.#phase = 'stopped';
    this.#timers.cancelAll();
  }

  #check(): void {
    const idleAfterMs = this.#parts.idleAfterMs();
    if (this.#phase !== 'open' || idleAfterMs === undefined) return;
    const { restQuietMs } = this.#parts.timings;
    const now = this.#parts.clock.monotonic();
    const leftMs = Math.max(this.#speechAt + idleAfterMs, this.#voiceAt + restQuietMs) - now;
    if (leftMs <= 0 && this.#parts.mayRest()) void this.#rest();
    else this.#timers.set('rest', leftMs > 0 ? leftMs : restQuietMs, () => this.#check());
  }

  async #rest(): Promise<void> {
    this.#phase = 'closing';
    this.#onset = undefined;
    const isOver = await this.#parts.rest();
    if (this.#phase !== 'closing') return;
    this.#phase = isOver ? 'idle' : 'open';
    if (isOver && this.#onset !== undefined) this.#wake(this.#onset);
  }

  #wake(onset: number): void {
    this.#phase = 'open';
    this.#speechAt = this.#parts.clock.monotonic();
    this.#parts.wake(Math.max(this.#earliest, onset - msToSamples(this.#parts.timings.preRollMs)));
    this.#check();
  }
}
