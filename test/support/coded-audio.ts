import { msToSamples, sampleRate } from '../../src/shared/audio';

/**
 * Speech for tests: each word is written into its samples, so that the protocol server reads exactly what was spoken.
 *
 * A word is `mark mark' mark n char… sum length` and then a tone up to its length (in samples / 16), which a voice
 * detector notices. It is heard only when every sample arrived: a word whose beginning was cut off, or that was
 * spliced, is not a word. Silence is zeros.
 */
const mark = [0x5a5a, -0x5a5a, 0x5a5a] as const;
const fillerAt = (index: number): number => (index & 16 ? -301 : 301);

export interface Pace {
  /** Length of a word, ms. */
  wordMs?: number;
  /** Silence after a word, ms. */
  gapMs?: number;
  /** Silence after a sentence, ms: ends the turn. */
  pauseMs?: number;
}

/** Encodes sentences as PCM16 LE at 16 kHz. Words are what white space separates. */
export const speak = (
  sentences: readonly string[],
  { wordMs = 250, gapMs = 50, pauseMs = 700 }: Pace = {},
): Buffer => {
  const samples: number[] = [];
  for (const sentence of sentences) {
    for (const word of sentence.split(/\s+/)) {
      samples.push(...encodeWord(word, wordMs));
      samples.push(...Array<number>(msToSamples(gapMs)).fill(0));
    }
    samples.push(...Array<number>(msToSamples(pauseMs)).fill(0));
  }
  return Buffer.from(Int16Array.from(samples).buffer);
};

export const silence = (ms: number): Buffer => Buffer.alloc(msToSamples(ms) * 2);

const encodeWord = (word: string, wordMs: number): number[] => {
  const codes = [...Array(word.length).keys()].map((index) => word.charCodeAt(index));
  const length = msToSamples(wordMs);
  const block = [...mark, codes.length, ...codes, checksum(codes), length / (sampleRate / 1000)];
  return [...Array(length).keys()].map((index) => block[index] ?? fillerAt(index));
};

const checksum = (codes: readonly number[]): number => codes.reduce((sum, code) => (sum + code) & 0x7fff, 0);

export interface HeardWord {
  text: string;
  /** Samples since the first audio. */
  start: number;
  end: number;
}

/** Hears words as their samples come in. */
export class CodedEar {
  #samples: number[] = [];
  /** Position of `#samples[0]`. */
  #offset = 0;
  #silentFrom = 0;

  /** Samples received. */
  get end(): number {
    return this.#offset + this.#samples.length;
  }

  /** Silence at the end of what was received, samples: since the last word or noise. */
  get silentSamples(): number {
    return this.end - this.#silentFrom;
  }

  /** Takes PCM16 LE; returns the words that are now complete. */
  hear(pcm: Uint8Array): HeardWord[] {
    const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
    for (let byte = 0; byte + 1 < pcm.byteLength; byte += 2) {
      const sample = view.getInt16(byte, true);
      this.#samples.push(sample);
      if (sample !== 0) this.#silentFrom = this.end;
    }
    const words: HeardWord[] = [];
    let position = 0;
    while (position < this.#samples.length) {
      const found = this.#wordAt(position);
      if (found === 'incomplete') break;
      if (found) words.push(found);
      position = found ? found.end - this.#offset : position + 1;
    }
    this.#samples.splice(0, position);
    this.#offset += position;
    return words;
  }

  #wordAt(position: number): HeardWord | 'incomplete' | undefined {
    const at = (index: number): number | undefined => this.#samples[position + index];
    for (const [index, value] of mark.entries()) {
      if (at(index) === undefined) return 'incomplete';
      if (at(index) !== value) return undefined;
    }
    const count = at(mark.length);
    const header = mark.length + 1 + (count ?? 0) + 2;
    if (count === undefined || at(header - 1) === undefined) return 'incomplete';
    const codes = this.#samples.slice(position + mark.length + 1, position + header - 2);
    if (at(header - 2) !== checksum(codes)) return undefined;
    const length = (at(header - 1) ?? 0) * (sampleRate / 1000);
    for (let index = header; index < length; index++) {
      if (at(index) === undefined) return 'incomplete';
      if (at(index) !== fillerAt(index)) return undefined;
    }
    const start = this.#offset + position;
    return { text: String.fromCharCode(...codes), start, end: start + length };
  }
}
