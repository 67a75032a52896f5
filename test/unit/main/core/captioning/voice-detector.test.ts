import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VoiceDetector } from '../../../../../src/main/core/captioning/voice-detector';
import { frameBytes, msToSamples, samplesToMs } from '../../../../../src/shared/audio';
import { speak } from '../../../../support/coded-audio';
import { random } from '../../../../support/turn-streams';

const amplitude = (db: number): number => 0x8000 * 10 ** (db / 20);
const scaledTo = (db: number, samples: number[]): number[] => {
  const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  return samples.map((sample) => (sample / rms) * amplitude(db));
};

/** The bundled recording at this level, dB of full scale. Its first word begins after about 0.3 s. */
const speech = (db: number): number[] => {
  const wav = readFileSync(new URL('../../../../../assets/speech-sample.wav', import.meta.url));
  const from = wav.indexOf('data') + 8;
  const samples = Array.from({ length: (wav.byteLength - from) >> 1 }, (_, index) =>
    wav.readInt16LE(from + 2 * index),
  );
  return scaledTo(db, samples);
};

const silence = (ms: number): number[] => Array<number>(msToSamples(ms)).fill(0);

const noises: Record<string, (ms: number) => number[]> = {
  hiss: (ms) => {
    const chance = random(1);
    return silence(ms).map(() => chance() - 0.5);
  },
  rumble: (ms) => {
    const chance = random(2);
    let level = 0;
    return silence(ms).map(() => (level = level * 0.98 + chance() - 0.5));
  },
  'hum and an offset': (ms) =>
    silence(ms).map((_, index) => Math.sin((index * 2 * Math.PI * 50) / 16_000) + 2),
};

const pcm = (samples: readonly number[]): Buffer =>
  Buffer.from(Int16Array.from(samples, (sample) => Math.max(-0x8000, Math.min(0x7fff, sample))).buffer);

/** Times at which frames of captured length made it notice a voice, ms. */
const noticed = (detector: VoiceDetector, audio: Buffer): number[] => {
  const times: number[] = [];
  for (let byte = 0; byte < audio.byteLength; byte += frameBytes) {
    const offset = detector.hear(audio.subarray(byte, byte + frameBytes));
    if (offset !== undefined) times.push(samplesToMs(byte / 2 + offset));
  }
  return times;
};

describe.each(Object.keys(noises))('in %s', (name) => {
  it.each([
    [-60, -35],
    [-60, -48],
    [-50, -35],
    [-40, -28],
  ])('of %d dB notices speech of %d dB by its first word, and nothing before', (noiseDb, speechDb) => {
    const noise = scaledTo(noiseDb, noises[name]?.(21_000) ?? []);
    const spoken = [...silence(10_000), ...speech(speechDb)];
    const audio = pcm(noise.map((sample, index) => sample + (spoken[index] ?? 0)));
    const [first = Infinity] = noticed(new VoiceDetector(), audio);
    expect(first).toBeGreaterThanOrEqual(10_000);
    expect(first).toBeLessThan(10_600);
  });
});

describe('in digital silence', () => {
  it.each([-20, -40, -55])('notices speech of %d dB', (db) => {
    const [first = Infinity] = noticed(new VoiceDetector(), pcm([...silence(5_000), ...speech(db)]));
    expect(first).toBeGreaterThanOrEqual(5_000);
    expect(first).toBeLessThan(5_600);
  });

  it('hears nothing in nothing, and nothing in single clicks', () => {
    const clicks = silence(10_000).map((_, index) => (index % 4_000 === 0 ? 20_000 : 0));
    expect(noticed(new VoiceDetector(), pcm(silence(10_000)))).toEqual([]);
    expect(noticed(new VoiceDetector(), pcm(clicks))).toEqual([]);
  });

  it('gets used to a noise that stays', () => {
    const detector = new VoiceDetector();
    const fan = pcm(scaledTo(-40, noises['hiss']?.(20_000) ?? []));
    noticed(detector, pcm(silence(5_000)));
    const times = noticed(detector, fan);
    expect(times[0]).toBeLessThan(200);
    expect(Math.max(...times)).toBeLessThan(5_000);
  });
});

it('notices coded words, whatever the pieces they come in', () => {
  const audio = Buffer.concat([pcm(silence(1_000)), speak(['Word.'])]);
  for (const bytes of [320, 1_600, 2_002, audio.byteLength]) {
    const detector = new VoiceDetector();
    const times: number[] = [];
    for (let byte = 0; byte < audio.byteLength; byte += bytes) {
      const offset = detector.hear(audio.subarray(byte, byte + bytes));
      if (offset !== undefined) times.push(samplesToMs(byte / 2 + offset));
    }
    expect(times[0]).toBeCloseTo(1_030, -1);
  }
});
