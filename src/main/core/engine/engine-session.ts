import { bytesPerSample, sampleRate, samplesToMs } from '../../../shared/audio';
import { maxTurnMs, turnIsOver, type TurnSilence } from './endpointing';
import type { Hypothesis, Recognizer } from './moonshine';
import { SegmentText, withoutGuessedEnd, type TurnWord } from './segment-text';
import { Segmenter } from './segmenter';
import { vadFrameMs, vadFrameSamples, type VoiceDetector } from './silero-vad';
import { UpdatePace } from './update-pace';

/**
 * A few words alone are easily misheard ("As not." for "Ask not."), so that a segment that follows soon after
 * another is decoded together with it, as long as both are no longer than this.
 */
const maxContextFrames = Math.round(6_000 / vadFrameMs);
const maxContextGapFrames = Math.round(1_000 / vadFrameMs);

/** Silence after what is decoded: the model hears a last word better when it does not end with the audio. */
const endPaddingSamples = sampleRate / 10;

/** The text of a turn as it is now; the one with `final` is its last. */
export interface TurnState {
  /** Counts turns of the session from 0. */
  readonly order: number;
  readonly words: readonly TurnWord[];
  readonly final: boolean;
}

export interface EngineSessionOptions {
  readonly recognizer: Recognizer;
  readonly voiceDetector: VoiceDetector;
  readonly silence: TurnSilence;
  readonly onTurn: (turn: TurnState) => void;
  /** Called whenever less audio waits than before. */
  readonly onProgress: () => void;
  /** Called once where recognition fails; the session does nothing after it. */
  readonly onFailure: (error: unknown) => void;
  /** A monotonic clock, ms. */
  readonly now: () => number;
}

/**
 * Turns one stream of audio into turns of words. Everything happens in the order it was asked for, so that
 * the result depends on the audio alone; only how many partial results there are depends on the time.
 */
export class EngineSession {
  silence: TurnSilence;
  readonly #options: EngineSessionOptions;
  readonly #segmenter = new Segmenter();
  readonly #pace = new UpdatePace();
  /** Frames not yet looked at, and what was asked for in between. */
  readonly #inbox: (Float32Array | (() => Promise<void>))[] = [];
  #running = false;
  #failed = false;
  /** Samples of a frame that isn't full yet. */
  #pending = new Float32Array(vadFrameSamples);
  #pendingLength = 0;
  /** Recent frames; the first is number `#firstFrame`. */
  #frames: Float32Array[] = [];
  #firstFrame = 0;
  #samplesReceived = 0;
  #framesWaiting = 0;
  #maxProbability = 0;

  #turnOrder = 0;
  #turnStart: number | undefined;
  #turnWords: TurnWord[] = [];
  #text: SegmentText | undefined;
  /** The last decoding of the open segment, and how far it reached. */
  #decoded: { readonly end: number; readonly speechEnd: number; readonly hypothesis: Hypothesis } | undefined;
  /** The segment before, while it is recent. */
  #context: { readonly start: number; readonly end: number; readonly hypothesis: Hypothesis } | undefined;
  /** All settled words were spoken before this frame: it is where the last decoding but one ended. */
  #cutFrom = 0;
  #shown = '';

  constructor(options: EngineSessionOptions) {
    this.#options = options;
    this.silence = options.silence;
  }

  get receivedMs(): number {
    return samplesToMs(this.#samplesReceived);
  }

  /** Audio that was received and not yet looked at, ms. */
  get waitingMs(): number {
    return this.#framesWaiting * vadFrameMs;
  }

  /** The highest probability of speech since this was last read, 0–1. */
  takeMaxProbability(): number {
    const max = this.#maxProbability;
    this.#maxProbability = 0;
    return max;
  }

  /** @param pcm PCM16 LE mono 16 kHz, whole samples. */
  accept(pcm: Buffer): void {
    for (let at = 0; at + 1 < pcm.length; at += bytesPerSample) {
      this.#pending[this.#pendingLength++] = pcm.readInt16LE(at) / 32_768;
      if (this.#pendingLength === vadFrameSamples) this.#enqueueFrame();
    }
    this.#samplesReceived += pcm.length / bytesPerSample;
    void this.#run();
  }

  /** Ends the open turn, if there is one, after all audio accepted so far. */
  forceEndpoint(): void {
    this.#inbox.push(() => this.#finishTurn());
    void this.#run();
  }

  /** Resolves when all audio is recognised and the last turn is final. */
  finish(): Promise<void> {
    if (this.#pendingLength > 0) this.#enqueueFrame();
    return new Promise((resolve) => {
      this.#inbox.push(async () => {
        await this.#finishTurn();
        resolve();
      });
      void this.#run();
    });
  }

  /** Forgets everything that waits. */
  dispose(): void {
    this.#inbox.length = 0;
    this.#framesWaiting = 0;
  }

  #enqueueFrame(): void {
    this.#pending.fill(0, this.#pendingLength);
    this.#inbox.push(this.#pending);
    this.#framesWaiting++;
    this.#pending = new Float32Array(vadFrameSamples);
    this.#pendingLength = 0;
  }

  async #run(): Promise<void> {
    if (this.#running || this.#failed) return;
    this.#running = true;
    try {
      for (let next = this.#inbox.shift(); next !== undefined; next = this.#inbox.shift()) {
        if (typeof next === 'function') {
          await next();
          continue;
        }
        this.#framesWaiting--;
        await this.#hear(next);
        this.#options.onProgress();
      }
    } catch (error) {
      this.#failed = true;
      this.dispose();
      this.#options.onFailure(error);
    } finally {
      this.#running = false;
    }
  }

  async #hear(frame: Float32Array): Promise<void> {
    const probability = await this.#options.voiceDetector.speechProbability(frame);
    this.#maxProbability = Math.max(this.#maxProbability, probability);
    this.#frames.push(frame);
    const event = this.#segmenter.push(probability);
    if (event) {
      const end = event.kind === 'full' ? this.#segmenter.quietestFrame(this.#cutFrom) : event.end;
      await this.#decode(end);
      if (event.kind === 'full' || event.seals) this.#sealSegment(end);
      this.#show();
    } else if (this.#updateIsDue()) {
      await this.#decode(this.#segmenter.position);
      this.#show(withoutGuessedEnd(this.#words()));
    }
    if (this.#turnIsOver()) await this.#finishTurn();
    this.#forgetOldFrames();
  }

  /** While speech goes on; in a silence that may become a pause it is better to wait for that. */
  #updateIsDue(): boolean {
    const { segment, position, silenceMs } = this.#segmenter;
    if (!segment || silenceMs > vadFrameMs) return false;
    const newFrames = position - (this.#decoded?.end ?? segment.speechStart);
    return this.#pace.isDue(newFrames * vadFrameMs, this.waitingMs);
  }

  #turnIsOver(): boolean {
    if (this.#turnStart === undefined) return false;
    const { segment, silenceMs, position } = this.#segmenter;
    // Speech that was not decoded yet: what it says decides how long a silence ends the turn.
    if (segment && this.#decoded?.speechEnd !== segment.speechEnd) return false;
    if (!segment && (position - this.#turnStart) * vadFrameMs >= maxTurnMs) return true;
    return turnIsOver(this.#words().at(-1)?.text ?? '', silenceMs, this.silence);
  }

  /** Brings the text of the open segment up to frame `end`. */
  async #decode(end: number): Promise<void> {
    const { segment } = this.#segmenter;
    if (!segment) return;
    this.#turnStart ??= segment.speechStart;
    this.#text ??= new SegmentText(segment.speechStart * vadFrameMs, this.#turnWords.at(-1)?.text);
    const speechEnd = Math.min(segment.speechEnd, end);
    if (this.#decoded?.speechEnd === speechEnd) return;
    const began = this.#options.now();
    const hypothesis = await this.#transcribe(segment.start, end, this.#text.settled);
    this.#pace.took(this.#options.now() - began);
    this.#cutFrom = this.#decoded?.end ?? segment.start;
    this.#decoded = { end, speechEnd, hypothesis };
    this.#text.update(hypothesis, speechEnd * vadFrameMs);
  }

  /** The text of frames `start` to `end`, heard after the segment before where that is near. */
  async #transcribe(start: number, end: number, settled: Hypothesis): Promise<Hypothesis> {
    const { recognizer } = this.#options;
    const context = this.#context;
    if (context && end - context.start <= maxContextFrames) {
      const before = context.hypothesis;
      const heard = await recognizer.transcribe(this.#samples(context.start, end), join(before, settled));
      const own = after(before, heard);
      if (own.tokens.length > 0) return own;
    }
    return recognizer.transcribe(this.#samples(start, end), settled);
  }

  #sealSegment(end: number): void {
    const { segment } = this.#segmenter;
    if (segment && this.#text && this.#decoded) {
      const { speechEnd, hypothesis } = this.#decoded;
      this.#context = { start: segment.start, end: speechEnd, hypothesis };
      this.#text.seal(hypothesis, speechEnd * vadFrameMs);
      this.#turnWords.push(...this.#text.words);
    }
    this.#text = undefined;
    this.#decoded = undefined;
    this.#segmenter.seal(end);
  }

  async #finishTurn(): Promise<void> {
    const { position } = this.#segmenter;
    await this.#decode(position);
    this.#sealSegment(position);
    // A noise that was taken for speech leaves no trace, unless something of it was shown.
    if (this.#turnWords.length > 0 || this.#shown !== '') {
      this.#options.onTurn({ order: this.#turnOrder++, words: this.#turnWords, final: true });
    }
    this.#turnWords = [];
    this.#turnStart = undefined;
    this.#shown = '';
  }

  #words(): readonly TurnWord[] {
    return [...this.#turnWords, ...(this.#text?.words ?? [])];
  }

  /** Tells of the turn's text where it changed. */
  #show(words = this.#words()): void {
    const state = words.map(({ text, final }) => (final ? text : `${text}?`)).join(' ');
    if (state === this.#shown) return;
    this.#shown = state;
    this.#options.onTurn({ order: this.#turnOrder, words, final: false });
  }

  /** The sound of these frames and {@link endPaddingSamples}. */
  #samples(from: number, to: number): Float32Array {
    const frames = this.#frames.slice(from - this.#firstFrame, to - this.#firstFrame);
    const samples = new Float32Array(frames.length * vadFrameSamples + endPaddingSamples);
    frames.forEach((frame, index) => samples.set(frame, index * vadFrameSamples));
    return samples;
  }

  #forgetOldFrames(): void {
    const { oldestFrame } = this.#segmenter;
    if (this.#context && oldestFrame - this.#context.end > maxContextGapFrames) this.#context = undefined;
    const old = Math.min(oldestFrame, this.#context?.start ?? oldestFrame) - this.#firstFrame;
    if (old <= 0) return;
    this.#frames.splice(0, old);
    this.#firstFrame += old;
  }
}

const join = (first: Hypothesis, second: Hypothesis): Hypothesis => ({
  tokens: [...first.tokens, ...second.tokens],
  probabilities: [...first.probabilities, ...second.probabilities],
});

/** What follows `before` in a hypothesis that begins with it. */
const after = (before: Hypothesis, whole: Hypothesis): Hypothesis => ({
  tokens: whole.tokens.slice(before.tokens.length),
  probabilities: whole.probabilities.slice(before.tokens.length),
});
