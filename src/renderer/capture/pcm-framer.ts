import { frameSamples } from '../../shared/audio';

/** Frames a loudness measurement covers: 100 ms. */
const framesPerLevel = 2;

export interface Level {
  /** Root mean square, 0–1 of full scale. */
  rms: number;
  /** Largest absolute sample, 0–1 of full scale. */
  peak: number;
}

export interface FramedAudio {
  /** Position of the first sample on the audio clock, in samples. */
  startSample: number;
  /** {@link frameSamples} samples of PCM16 LE. */
  pcm: ArrayBuffer;
  /** With every second frame: the loudness of the two. */
  level?: Level;
}

/** A float sample (−1…1) as PCM16, clamped. The factor is the one browsers decode with, so that PCM16 comes back bit for bit. */
export const toPcm16 = (sample: number): number =>
  Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)));

/** Gathers an audio clock's blocks, of whatever length, into frames. */
export class PcmFramer {
  #frame = new Int16Array(frameSamples);
  #filled = 0;
  #squares = 0;
  #peak = 0;
  #framesMeasured = 0;

  /**
   * @param samples mono, −1…1
   * @param firstSample position of `samples[0]` on the audio clock
   * @returns the frames this block completed
   */
  push(samples: Float32Array, firstSample: number): FramedAudio[] {
    const frames: FramedAudio[] = [];
    samples.forEach((sample, index) => {
      this.#frame[this.#filled++] = toPcm16(sample);
      this.#squares += sample * sample;
      this.#peak = Math.max(this.#peak, Math.abs(sample));
      if (this.#filled === frameSamples) frames.push(this.#complete(firstSample + index + 1 - frameSamples));
    });
    return frames;
  }

  #complete(startSample: number): FramedAudio {
    const frame: FramedAudio = { startSample, pcm: this.#frame.buffer };
    this.#frame = new Int16Array(frameSamples);
    this.#filled = 0;
    if (++this.#framesMeasured === framesPerLevel) {
      const rms = Math.sqrt(this.#squares / (framesPerLevel * frameSamples));
      frame.level = { rms: Math.min(1, rms), peak: Math.min(1, this.#peak) };
      this.#framesMeasured = this.#squares = this.#peak = 0;
    }
    return frame;
  }
}
