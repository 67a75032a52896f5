import libsamplerate from '@alexanderolsen/libsamplerate-js';
import { sampleRate } from '../../../shared/audio';

/** Samples of silence that bring the last of the sound out of the filter. */
const flushFrames = 1024;

/**
 * Converts audio of any rate to 16 kHz, piece by piece without seams, by libsamplerate's sinc interpolation: what lies
 * above 8 kHz is taken out by 120 dB before it could fold into speech. All channels go through one converter, so they
 * stay in step.
 */
export class Resampler {
  #framesIn = 0;
  #framesOut = 0;

  private constructor(
    private readonly converter: Awaited<ReturnType<typeof libsamplerate.create>>,
    private readonly channels: number,
    private readonly ratio: number,
  ) {}

  static async create(fromRate: number, channels: number): Promise<Resampler> {
    const converter = await libsamplerate.create(channels, fromRate, sampleRate, {
      converterType: libsamplerate.ConverterType.SRC_SINC_MEDIUM_QUALITY,
    });
    return new Resampler(converter, channels, sampleRate / fromRate);
  }

  /** Takes the next samples of each channel (some thousand at most) and gives what is ready of the result. */
  push(planes: readonly Float32Array[]): Float32Array[] {
    this.#framesIn += planes[0]?.length ?? 0;
    return this.#convert(planes);
  }

  /** Gives what is left at the end of the input, so that the result is as long as the input, and ends the resampler. */
  finish(): Float32Array[] {
    const rest: Float32Array[][] = [];
    const silence = Array.from({ length: this.channels }, () => new Float32Array(flushFrames));
    const length = Math.round(this.#framesIn * this.ratio);
    let missing = length - this.#framesOut;
    while (missing > 0) {
      const planes = this.#convert(silence).map((plane) => plane.slice(0, missing));
      rest.push(planes);
      missing = length - this.#framesOut;
    }
    this.converter.destroy();
    return Array.from({ length: this.channels }, (_, channel) =>
      joined(rest.map((planes) => planes[channel])),
    );
  }

  #convert(planes: readonly Float32Array[]): Float32Array[] {
    const frames = planes[0]?.length ?? 0;
    if (frames === 0) return planes.map(() => new Float32Array(0));
    const interleaved = new Float32Array(frames * this.channels);
    planes.forEach((plane, channel) => {
      plane.forEach((sample, frame) => (interleaved[frame * this.channels + channel] = sample));
    });
    const converted = this.converter.full(interleaved);
    const framesOut = converted.length / this.channels;
    this.#framesOut += framesOut;
    return planes.map((_, channel) =>
      Float32Array.from(
        { length: framesOut },
        (_none, frame) => converted[frame * this.channels + channel] ?? 0,
      ),
    );
  }
}

function joined(parts: readonly (Float32Array | undefined)[]): Float32Array {
  const all = new Float32Array(parts.reduce((length, part) => length + (part?.length ?? 0), 0));
  let at = 0;
  for (const part of parts) {
    if (part) all.set(part, at);
    at += part?.length ?? 0;
  }
  return all;
}
