import { vadFrameMs } from './silero-vad';

const frames = (ms: number): number => Math.round(ms / vadFrameMs);

/** Speech begins after this much of it above the threshold, and the audio just before it belongs to it. */
const onsetProbability = 0.5;
const onsetFrames = frames(96);
const preRollFrames = frames(256);
/** Lower than the onset's, so that a soft word doesn't end speech. */
const speechProbability = 0.35;
/**
 * A silence this long is a pause: time to decode, and to seal a segment that has grown. The longer it is, the
 * shorter a pause will do, as a cut within a word is worse.
 */
const pauses = [
  { segmentFrames: frames(6_000), pauseFrames: frames(96) },
  { segmentFrames: frames(4_000), pauseFrames: frames(160) },
  { segmentFrames: 0, pauseFrames: frames(224) },
];
const sealAfterFrames = frames(2_000);
/** A short segment is sealed too once the silence is this long. */
const longPauseFrames = frames(640);
/** Decoding takes longer the longer a segment is, so that unbroken speech is cut. */
const maxSegmentFrames = frames(8_000);
/** Such a cut falls on the quietest frame of this last part. */
const cutWindowFrames = frames(2_000);

/** What a frame brought about; `end` is the frame after the segment's last. */
export type SegmenterEvent =
  /** Speech stopped for a moment; with `seals` the segment ends here. */
  | { readonly kind: 'pause'; readonly end: number; readonly seals: boolean }
  /** The segment is as long as one may be: to be sealed at its quietest place. */
  | { readonly kind: 'full' };

/** Frames are counted from the session's first. */
export interface Segment {
  /** First frame to decode: a little before the speech. */
  readonly start: number;
  readonly speechStart: number;
  /** The frame after the last one with speech. */
  readonly speechEnd: number;
}

/**
 * Cuts a stream into segments of speech by what the voice detector says of each frame. A segment is decoded
 * again and again while it grows; once sealed, its text stands.
 */
export class Segmenter {
  #frame = 0;
  #onsetRun = 0;
  #probabilities: number[] = [];
  #sealedEnd = 0;
  #segment: Segment | undefined;
  #pauseTold = false;

  /** The segment that is growing, if any. */
  get segment(): Segment | undefined {
    return this.#segment;
  }

  /** The frame that comes next. */
  get position(): number {
    return this.#frame;
  }

  /** The first frame that may still be wanted. */
  get oldestFrame(): number {
    return this.#segment?.start ?? Math.max(this.#sealedEnd, this.#frame - preRollFrames - onsetFrames);
  }

  /** Time since the last frame with speech, ms; while the segment's speech goes on 0. */
  get silenceMs(): number {
    return (this.#frame - (this.#segment?.speechEnd ?? this.#sealedEnd)) * vadFrameMs;
  }

  /** @param probability how likely the frame is speech, 0–1. */
  push(probability: number): SegmenterEvent | undefined {
    const frame = this.#frame++;
    const segment = this.#segment;
    if (!segment) {
      this.#awaitSpeech(probability);
      return undefined;
    }
    this.#probabilities.push(probability);
    if (probability >= speechProbability) {
      this.#segment = { ...segment, speechEnd: frame + 1 };
      this.#pauseTold = false;
    } else {
      const silence = this.#frame - segment.speechEnd;
      const length = segment.speechEnd - segment.speechStart;
      if (!this.#pauseTold && silence >= pauseAfter(length)) {
        this.#pauseTold = true;
        return { kind: 'pause', end: this.#frame, seals: length >= sealAfterFrames };
      }
      if (silence === longPauseFrames) return { kind: 'pause', end: this.#frame, seals: true };
    }
    if (this.#frame - segment.start >= maxSegmentFrames) return { kind: 'full' };
    return undefined;
  }

  /** The best frame to cut at in the last part of the segment, not before frame `earliest`. */
  quietestFrame(earliest: number): number {
    const wanted = Math.min(cutWindowFrames, this.#frame - earliest);
    const recent = this.#probabilities.slice(-Math.max(1, wanted));
    return this.#frame - recent.length + recent.indexOf(Math.min(...recent));
  }

  /** Ends the segment before frame `end`; where speech went on after it, the next one begins there. */
  seal(end: number): void {
    const segment = this.#segment;
    if (!segment) return;
    const speechGoesOn = segment.speechEnd > end;
    this.#sealedEnd = speechGoesOn ? end : segment.speechEnd;
    this.#onsetRun = 0;
    this.#probabilities = speechGoesOn ? this.#probabilities.slice(end - this.#frame) : [];
    this.#segment = speechGoesOn ? { start: end, speechStart: end, speechEnd: segment.speechEnd } : undefined;
  }

  #awaitSpeech(probability: number): void {
    this.#onsetRun = probability >= onsetProbability ? this.#onsetRun + 1 : 0;
    if (this.#onsetRun < onsetFrames) return;
    const speechStart = this.#frame - this.#onsetRun;
    this.#segment = {
      start: Math.max(this.#sealedEnd, speechStart - preRollFrames, 0),
      speechStart,
      speechEnd: this.#frame,
    };
    this.#onsetRun = 0;
    this.#probabilities = [];
  }
}

const pauseAfter = (segmentFrames: number): number =>
  pauses.find((pause) => segmentFrames >= pause.segmentFrames)?.pauseFrames ?? Infinity;
