import type { Captioning } from '../../../src/main/core/captioning/captioning';
import {
  bytesPerSample,
  frameBytes,
  msToSamples,
  samplesToMs,
  type Channel,
} from '../../../src/shared/audio';
import { silence, speakWord } from '../coded-audio';

/** A word and where it lies on its channel's clock. */
export interface SpokenWord {
  text: string;
  startMs: number;
  endMs: number;
}

const wordMs = 120;
const betweenMs = 30;

/** Speaks words that occur once on one channel, and keeps account of them. What is spoken must be captured to be heard. */
export class Speaker {
  readonly words: SpokenWord[] = [];
  readonly #captioner: Captioning;
  readonly #channel: Channel;
  /** Spoken, but not captured yet. */
  readonly #uncaptured: Buffer[] = [];
  #spokenMs: number;

  /** @param beginMs where on the conversation's clock the channel begins */
  constructor(captioner: Captioning, channel: Channel, beginMs = 0) {
    this.#captioner = captioner;
    this.#channel = channel;
    this.#spokenMs = beginMs;
  }

  /** Where what was spoken ends on the channel's clock, ms. */
  get spokenMs(): number {
    return this.#spokenMs;
  }

  /** Speaks a sentence of so many words, and is silent after it. */
  speak(count: number, pauseMs = 600): void {
    for (let index = 1; index <= count; index++) {
      const text = `${this.#channel}${this.words.length + 1}${index === count ? '.' : ''}`;
      this.words.push({ text, startMs: this.#spokenMs, endMs: this.#spokenMs + wordMs });
      this.#add(speakWord(text, wordMs));
      this.pause(betweenMs);
    }
    this.pause(pauseMs);
  }

  /** Is silent. */
  pause(ms: number): void {
    this.#add(silence(ms));
  }

  /** Captures so much of what was spoken, or all of it, in frames as they come from the capture window. */
  capture(ms = Infinity): void {
    const pcm = this.#take(ms);
    for (let offset = 0; offset < pcm.byteLength; offset += frameBytes)
      this.#captioner.pushAudio(this.#channel, pcm.subarray(offset, offset + frameBytes));
  }

  /** The same in one piece, for hours of it. */
  captureWhole(ms: number): void {
    const pcm = this.#take(ms);
    if (pcm.byteLength > 0) this.#captioner.pushAudio(this.#channel, pcm);
  }

  /** So much of what was spoken never reaches main, which is told how much. */
  lose(ms: number): void {
    const pcm = this.#take(ms);
    this.#captioner.pushLoss(this.#channel, samplesToMs(pcm.byteLength / bytesPerSample));
  }

  /** Speaks a sentence and captures it at once. */
  say(count: number, pauseMs?: number): void {
    this.speak(count, pauseMs);
    this.capture();
  }

  #add(pcm: Buffer): void {
    this.#uncaptured.push(pcm);
    this.#spokenMs += samplesToMs(pcm.byteLength / bytesPerSample);
  }

  #take(ms: number): Buffer {
    const taken: Buffer[] = [];
    let bytes = ms === Infinity ? Infinity : msToSamples(ms) * bytesPerSample;
    for (let first = this.#uncaptured[0]; first && bytes > 0; first = this.#uncaptured[0]) {
      const part = first.subarray(0, Math.min(bytes, first.byteLength));
      if (part.byteLength === first.byteLength) this.#uncaptured.shift();
      else this.#uncaptured[0] = first.subarray(part.byteLength);
      taken.push(part);
      bytes -= part.byteLength;
    }
    return Buffer.concat(taken);
  }
}
