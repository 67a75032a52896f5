import { describe, expect, it } from 'vitest';
import { PcmFramer, toPcm16, type FramedAudio } from '../../../../src/renderer/capture/pcm-framer';
import { frameSamples } from '../../../../src/shared/audio';

const pcmOf = (frame: FramedAudio | undefined): number[] => [
  ...new Int16Array(frame?.pcm ?? new ArrayBuffer()),
];

/** Pushes `samples` in blocks of these lengths, over and over, beginning at `start` of the clock. */
function frames(samples: Float32Array, blocks: readonly number[], start = 0): FramedAudio[] {
  const framer = new PcmFramer();
  const result: FramedAudio[] = [];
  for (let at = 0, turn = 0; at < samples.length; turn++) {
    const length = blocks[turn % blocks.length] ?? 128;
    result.push(...framer.push(samples.subarray(at, at + length), start + at));
    at += length;
  }
  return result;
}

describe('toPcm16', () => {
  it('gives back every PCM16 value that was decoded to a float', () => {
    for (let value = -32_768; value <= 32_767; value++) {
      if (toPcm16(Math.fround(value / 32_768)) !== value) expect.fail(String(value));
    }
  });

  it('clamps instead of wrapping round', () => {
    expect([toPcm16(1), toPcm16(1.5), toPcm16(-1), toPcm16(-1.5)]).toEqual([
      32_767, 32_767, -32_768, -32_768,
    ]);
  });
});

describe('PcmFramer', () => {
  const ramp = Float32Array.from({ length: 4 * frameSamples }, (_, index) => index / 32_768);

  it.each([[[128]], [[1, 127, 300]], [[2000]]])('makes the same frames of blocks of %j samples', (blocks) => {
    const made = frames(ramp, blocks);
    expect(made).toHaveLength(4);
    expect(made.flatMap(pcmOf)).toEqual(Array.from({ length: 4 * frameSamples }, (_, index) => index));
  });

  it('stamps each frame with the position of its first sample', () => {
    expect(frames(ramp, [128], 12_800).map(({ startSample }) => startSample)).toEqual([
      12_800, 13_600, 14_400, 15_200,
    ]);
  });

  it('gives frames of their own: a later one does not write into an earlier', () => {
    const [first, second] = frames(ramp, [128]);
    expect(first?.pcm).not.toBe(second?.pcm);
    expect(pcmOf(first)[0]).toBe(0);
  });

  it('measures loudness every 100 ms: a sine of amplitude 0.5 has an RMS of 0.354', () => {
    const sine = Float32Array.from(
      { length: 4 * frameSamples },
      (_, index) => 0.5 * Math.sin((2 * Math.PI * 1000 * index) / 16_000),
    );
    const levels = frames(sine, [128]).map(({ level }) => level);
    expect(levels.map((level) => level !== undefined)).toEqual([false, true, false, true]);
    expect(levels[1]?.rms).toBeCloseTo(0.5 / Math.SQRT2, 4);
    expect(levels[1]?.peak).toBeCloseTo(0.5, 4);
  });

  it('starts each measurement anew and never exceeds full scale', () => {
    const loudThenSilent = Float32Array.from({ length: 4 * frameSamples }, (_, index) =>
      index < 1600 ? 3 : 0,
    );
    expect(frames(loudThenSilent, [128]).flatMap(({ level }) => level ?? [])).toEqual([
      { rms: 1, peak: 1 },
      { rms: 0, peak: 0 },
    ]);
  });
});
