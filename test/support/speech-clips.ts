import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesPerSample, msToSamples, sampleRate } from '../../src/shared/audio';
import { wavBytes } from './wav-bytes';

const sample = new URL('../../assets/speech-sample.wav', import.meta.url);

/** Cuts a stretch of the bundled recording into a WAV file of its own, with silence after it. Times in ms. */
export async function cutSpeech(folder: string, name: string, fromMs: number, toMs: number): Promise<string> {
  const wav = await readFile(sample);
  const samplesAt = wav.indexOf('data') + 8;
  const speech = Array.from({ length: msToSamples(toMs - fromMs) }, (_, index) => {
    const at = samplesAt + (msToSamples(fromMs) + index) * bytesPerSample;
    return wav.readInt16LE(at) / 32768;
  });
  const silence = new Array<number>(msToSamples(1500)).fill(0);
  const file = join(folder, `${name}.wav`);
  await writeFile(file, wavBytes([[...speech, ...silence]], { encoding: 'pcm', bits: 16, rate: sampleRate }));
  return file;
}
