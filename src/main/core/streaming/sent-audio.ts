import { msToSamples } from '../../../shared/audio';

interface SentSpan {
  /** Position on the session's clock. */
  session: number;
  /** Position on the source's clock. */
  source: number;
  samples: number;
}

/**
 * What one session was sent, and from where. Word times count from the session's first audio; this turns them into
 * the source's clock, over holes and padding.
 */
export class SentAudio {
  readonly #spans: SentSpan[] = [];
  #samples = 0;
  #sourceEnd: number;

  /** @param sourceStart Source position at which the session begins. */
  constructor(sourceStart: number) {
    this.#sourceEnd = sourceStart;
  }

  /** Samples sent, padding included. */
  get samples(): number {
    return this.#samples;
  }

  /** Source position after the last sample sent. */
  get sourceEnd(): number {
    return this.#sourceEnd;
  }

  /** Records a frame of `samples` from `source`, followed by `padding` samples that belong to no source. */
  record(source: number, samples: number, padding = 0): void {
    const last = this.#spans.at(-1);
    const continues =
      last && last.session + last.samples === this.#samples && last.source + last.samples === source;
    if (continues) last.samples += samples;
    else this.#spans.push({ session: this.#samples, source, samples });
    this.#samples += samples + padding;
    this.#sourceEnd = source + samples;
  }

  /** Source position of a word's start, given in ms of the session. Clamped to what was sent. */
  startOf(sessionMs: number): number {
    const position = Math.max(0, msToSamples(sessionMs));
    const span = this.#spans.findLast(({ session }) => session <= position);
    return span ? span.source + Math.min(position - span.session, span.samples) : this.#sourceEnd;
  }

  /** Source position of a word's end: like {@link startOf}, but the end of a span belongs to that span. */
  endOf(sessionMs: number): number {
    const position = Math.max(0, msToSamples(sessionMs));
    const span = this.#spans.findLast(({ session }) => session < position) ?? this.#spans[0];
    return span ? span.source + Math.min(position - span.session, span.samples) : this.#sourceEnd;
  }
}
