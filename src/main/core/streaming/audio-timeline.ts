import { bytesPerSample, msToSamples, samplesToMs } from '../../../shared/audio';
import type { ZoneId } from '../../../shared/zones';

/** A stretch of captured audio under one zone stamp. */
export interface StampedAudio {
  /** Position of its first sample on the channel's clock. */
  start: number;
  /** PCM16 LE. */
  pcm: Uint8Array;
  /** The zone in force when it was captured: the only one it may be sent to (rule Z3). */
  zone: ZoneId;
}

interface Chunk extends StampedAudio {
  end: number;
  /** Time on the monotonic clock at which its last sample was captured, ms. */
  capturedAt: number;
}

/** A stretch of the channel's clock, in samples. */
export interface Span {
  from: number;
  to: number;
}

/**
 * One channel's sample clock and the last minutes of its audio, each chunk stamped with the zone in force.
 * Positions are samples since captions started. What grows older than `keepMs` is dropped.
 */
export class AudioTimeline {
  readonly #keepSamples: number;
  readonly #chunks: Chunk[] = [];
  /** Stretches that were never captured or are given up, in order. */
  readonly #losses: Span[] = [];
  /** First byte of a sample that was cut in two by its sender. */
  #halfSample: number | undefined;
  #end: number;

  /** @param beginMs where on the conversation's clock this channel begins */
  constructor(keepMs = 120_000, beginMs = 0) {
    this.#keepSamples = msToSamples(keepMs);
    this.#end = msToSamples(beginMs);
  }

  /** Position after the last captured sample. */
  get end(): number {
    return this.#end;
  }

  /** Position of the oldest audio still kept. */
  get start(): number {
    return this.#chunks[0]?.start ?? this.#end;
  }

  /** Appends PCM16 LE of any length (copied), stamped with the zone in force. */
  append(pcm: Uint8Array, zone: ZoneId, capturedAt: number): void {
    const carried = this.#halfSample === undefined ? 0 : 1;
    const bytes = carried + pcm.byteLength;
    const whole = bytes - (bytes % bytesPerSample);
    const copy = new Uint8Array(whole);
    if (whole > 0) {
      if (this.#halfSample !== undefined) copy[0] = this.#halfSample;
      copy.set(pcm.subarray(0, whole - carried), carried);
      this.#halfSample = undefined;
    }
    if (bytes > whole) this.#halfSample = pcm[pcm.byteLength - 1];
    if (whole === 0) return;
    const start = this.#end;
    this.#end += whole / bytesPerSample;
    this.#chunks.push({ start, end: this.#end, pcm: copy, zone, capturedAt });
    this.#forget();
  }

  /** Moves the clock over audio that never arrived. Returns the stretch. */
  skip(ms: number): Span {
    const loss = { from: this.#end, to: this.#end + msToSamples(ms) };
    this.#end = loss.to;
    this.#losses.push(loss);
    this.#forget();
    return loss;
  }

  /**
   * The first audio at or after `from`: at most `maxSamples`, contiguous, under one stamp.
   * It starts later than `from` where audio was dropped or never captured; undefined where there is none yet.
   */
  read(from: number, maxSamples: number): StampedAudio | undefined {
    let index = this.#indexAt(from);
    const first = this.#chunks[index];
    if (!first) return undefined;
    const start = Math.max(from, first.start);
    const parts: Uint8Array[] = [];
    let position = start;
    for (let chunk: Chunk | undefined = first; chunk; chunk = this.#chunks[++index]) {
      const samples = Math.min(chunk.end - position, start + maxSamples - position);
      if (samples <= 0 || chunk.zone !== first.zone || (chunk !== first && chunk.start !== position)) break;
      const offset = (position - chunk.start) * bytesPerSample;
      parts.push(chunk.pcm.subarray(offset, offset + samples * bytesPerSample));
      position += samples;
    }
    return { start, pcm: Buffer.concat(parts), zone: first.zone };
  }

  /**
   * Gives a stretch up: it will get no captions. Returns its captured parts, whether still kept or not: without what
   * never arrived, and without what was given up before, so that nothing is told lost twice.
   */
  giveUp(from: number, to: number): Span[] {
    const spans: Span[] = [];
    let position = from;
    for (const loss of this.#losses) {
      if (loss.to <= position || loss.from >= to) continue;
      if (loss.from > position) spans.push({ from: position, to: loss.from });
      position = loss.to;
    }
    if (position < to) spans.push({ from: position, to });
    this.#losses.push(...spans);
    this.#losses.sort((one, other) => one.from - other.from);
    return spans;
  }

  /** Time on the monotonic clock at which the sample before `position` was captured; undefined once its audio is dropped. */
  capturedAt(position: number): number | undefined {
    const chunk = this.#chunks[this.#indexAt(position - 1)];
    if (!chunk || chunk.start >= position) return undefined;
    return chunk.capturedAt - samplesToMs(chunk.end - position);
  }

  /** Index of the first chunk that ends after `position`. */
  #indexAt(position: number): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#chunks[middle]?.end ?? Infinity) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #forget(): void {
    const oldest = this.#end - this.#keepSamples;
    const kept = this.#chunks.findIndex((chunk) => chunk.end > oldest);
    if (kept !== 0) this.#chunks.splice(0, kept < 0 ? this.#chunks.length : kept);
  }
}
