import { bytesPerSample, msToSamples, samplesToMs, sampleRate } from '../../src/shared/audio';

/**
 * Speech for tests: each word is written into its samples, so that the protocol server reads exactly what was spoken.
 *
 * A word is `mark mark' mark n char… sum length` and then a tone up to its length (in samples / 16), which a voice
 * detector notices. It is heard only when every sample arrived: a word whose beginning was cut off, or that was
 * spliced, is not a word. Silence is zeros.
 */
const mark = [0x5a5a, -0x5a5a, 0x5a5a] as const;

export interface Pace {
  /** Length of a word, ms. */
  wordMs?: number;
  /** Silence after a word, ms. */
  gapMs?: number;
  /** Silence after a sentence, ms: ends the turn. */
  pauseMs?: number;
}

const samplesOf = (values: readonly number[]): Buffer => Buffer.from(Int16Array.from(values).buffer);
const markBytes = samplesOf(mark);
const silentBytes = Buffer.alloc(sampleRate * bytesPerSample);
/** A square wave of 500 Hz. */
const fillerBytes = samplesOf(Array.from({ length: sampleRate }, (_, index) => (index & 16 ? -301 : 301)));

/** Encodes sentences as PCM16 LE at 16 kHz. Words are what white space separates. */
export const speak = (
  sentences: readonly string[],
  { wordMs = 250, gapMs = 50, pauseMs = 700 }: Pace = {},
): Buffer =>
  Buffer.concat(
    sentences.flatMap((sentence) => [
      ...sentence.split(/\s+/).flatMap((word) => [speakWord(word, wordMs), silence(gapMs)]),
      silence(pauseMs),
    ]),
  );

/** One word, at most a second long. */
export const speakWord = (word: string, wordMs: number): Buffer => {
  const codes = [...Array(word.length).keys()].map((index) => word.charCodeAt(index));
  const length = msToSamples(wordMs);
  const block = [...mark, codes.length, ...codes, checksum(codes), length / (sampleRate / 1000)];
  return Buffer.concat([samplesOf(block), fillerBytes.subarray(0, (length - block.length) * bytesPerSample)]);
};

export const silence = (ms: number): Buffer => Buffer.alloc(msToSamples(ms) * bytesPerSample);

const checksum = (codes: readonly number[]): number => codes.reduce((sum, code) => (sum + code) & 0x7fff, 0);

export interface HeardWord {
  text: string;
  /** Samples since the first audio. */
  start: number;
  end: number;
}

const lastLoudByte = (pcm: Uint8Array): number => {
  if (Buffer.compare(pcm, silentBytes.subarray(0, pcm.byteLength)) === 0) return -1;
  let last = pcm.byteLength - 1;
  while (last >= 0 && pcm[last] === 0) last -= 1;
  return last;
};

/** Hears words as their samples come in. Native searches only: hours of speech go through it. */
export class CodedEar {
  #pending: Buffer = Buffer.alloc(0);
  /** Position of the first pending sample. */
  #offset = 0;
  #silentFrom = 0;

  /** Samples received. */
  get end(): number {
    return this.#offset + this.#pending.byteLength / bytesPerSample;
  }

  /** Silence at the end of what was received, ms: since the last word or noise. */
  get silentMs(): number {
    return samplesToMs(this.end - this.#silentFrom);
  }

  /** Takes PCM16 LE; returns the words that are now complete. */
  hear(pcm: Uint8Array): HeardWord[] {
    const loud = lastLoudByte(pcm);
    if (loud >= 0) this.#silentFrom = this.end + (loud >> 1) + 1;
    this.#pending = Buffer.concat([this.#pending, pcm]);
    const words: HeardWord[] = [];
    let position = 0;
    for (;;) {
      const start = this.#markFrom(position);
      const found = start === undefined ? 'incomplete' : this.#wordAt(start);
      position = start ?? this.#pending.byteLength - this.#halfMark(position);
      if (found === 'incomplete') break;
      if (found) words.push(found);
      position = found ? (found.end - this.#offset) * bytesPerSample : position + bytesPerSample;
    }
    this.#pending = this.#pending.subarray(position);
    this.#offset += position / bytesPerSample;
    return words;
  }

  /** Byte position of the next mark that begins with a sample. */
  #markFrom(position: number): number | undefined {
    let found = this.#pending.indexOf(markBytes, position);
    while (found % bytesPerSample === 1) found = this.#pending.indexOf(markBytes, found + 1);
    return found < 0 ? undefined : found;
  }

  /** Bytes at the end that may be the beginning of a mark. */
  #halfMark(position: number): number {
    for (const bytes of [4, 2]) {
      const from = this.#pending.byteLength - bytes;
      if (from >= position && this.#pending.subarray(from).equals(markBytes.subarray(0, bytes))) return bytes;
    }
    return 0;
  }

  #wordAt(position: number): HeardWord | 'incomplete' | undefined {
    const at = (index: number): number | undefined => {
      const byte = position + index * bytesPerSample;
      return byte + bytesPerSample <= this.#pending.byteLength ? this.#pending.readInt16LE(byte) : undefined;
    };
    const count = at(mark.length);
    const header = mark.length + 1 + (count ?? 0) + 2;
    const milliseconds = at(header - 1);
    if (count === undefined || milliseconds === undefined) return 'incomplete';
    const codes = [...Array(count).keys()].map((index) => at(mark.length + 1 + index) ?? 0);
    if (at(header - 2) !== checksum(codes)) return undefined;
    const length = msToSamples(milliseconds);
    const body = position + header * bytesPerSample;
    const end = Math.min(position + length * bytesPerSample, this.#pending.byteLength);
    if (!this.#pending.subarray(body, end).equals(fillerBytes.subarray(0, Math.max(0, end - body))))
      return undefined;
    if (end < position + length * bytesPerSample) return 'incomplete';
    const start = this.#offset + position / bytesPerSample;
    return { text: String.fromCharCode(...codes), start, end: start + length };
  }
}
