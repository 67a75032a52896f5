import type { WavFormat } from './wav-header';

/**
 * Samples as floats, -1 to 1, one array a channel. Whole frames only. A 16-bit sample comes back from
 * {@link encodePcm16} unchanged: its value over 32768 is exact as a float.
 */
export function decodeSamples(bytes: Uint8Array, format: WavFormat): Float32Array[] {
  const { channels, bitsPerSample } = format;
  const bytesPerSample = bitsPerSample / 8;
  const frames = Math.floor(bytes.length / (bytesPerSample * channels));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sampleAt = reader(view, format);
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let frame = 0; frame < frames; frame += 1) {
      samples[frame] = sampleAt((frame * channels + channel) * bytesPerSample);
    }
    return samples;
  });
}

function reader(view: DataView, { encoding, bitsPerSample }: WavFormat): (at: number) => number {
  if (encoding === 'float') {
    return bitsPerSample === 64 ? (at) => view.getFloat64(at, true) : (at) => view.getFloat32(at, true);
  }
  if (bitsPerSample === 16) return (at) => view.getInt16(at, true) / 0x8000;
  if (bitsPerSample === 32) return (at) => view.getInt32(at, true) / 0x80000000;
  return (at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 0x800000;
}

/** PCM16 LE, rounded and clipped; what is no number is silence. */
export function encodePcm16(samples: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  samples.forEach((sample, index) => {
    const value = Math.min(0x7fff, Math.max(-0x8000, Math.round(sample * 0x8000)));
    view.setInt16(index * 2, Number.isNaN(value) ? 0 : value, true);
  });
  return new Uint8Array(view.buffer);
}

/** One channel of all: their mean, so that nothing clips. */
export function mixDown(planes: readonly Float32Array[]): Float32Array {
  const [first, second] = planes;
  if (!first) return new Float32Array(0);
  return second ? first.map((sample, index) => (sample + (second[index] ?? 0)) / 2) : first;
}
