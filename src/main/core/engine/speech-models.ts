import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesPerSample, sampleRate } from '../../../shared/audio';
import type { SpeechModels } from './engine-connection';
import type { EngineFile } from './engine-files';
import { loadInferenceRuntime } from './inference-runtime';
import { loadMoonshine, type MoonshineSize, type Recognizer } from './moonshine';
import { SharedRecognizer } from './shared-recognizer';
import { loadSileroVad } from './silero-vad';

/** Above this share of real time base would leave too little of a processor for everything else. */
const maxBaseRealTimeFactor = 0.15;
/** How much of the speech sample is timed, and where its audio begins: its bytes are pinned. */
const timedSeconds = 5;
const sampleHeaderBytes = 78;
/** Base does this much more work than tiny; both are measured in docs/on-device-engine.md. */
const baseCostOfTiny = 1.9;

export interface SpeechModelOptions {
  /** Taken where a session asks for none; absent: found out by timing. */
  readonly size?: MoonshineSize;
  /** Told what timing found, so that it can be remembered. */
  readonly onPicked?: (size: MoonshineSize) => void;
}

/** The models in the engine's folder, each loaded once, when first wanted. */
export const openSpeechModels = (folder: string, options: SpeechModelOptions = {}): SpeechModels => {
  const runtime = once(() => loadInferenceRuntime(folder));
  const vad = once(async () => loadSileroVad(await runtime()));
  const load = (size: MoonshineSize) =>
    once(async () => new SharedRecognizer(await loadMoonshine(await runtime(), size)));
  const recognizers = { tiny: load('tiny'), base: load('base') };

  const pick = once(async (): Promise<MoonshineSize> => {
    if (options.size) return options.size;
    const factor = await realTimeFactor(await recognizers.tiny(), folder);
    const size = factor * baseCostOfTiny < maxBaseRealTimeFactor ? 'base' : 'tiny';
    options.onPicked?.(size);
    return size;
  });

  return {
    recognizer: async (wanted) => {
      const size = wanted ?? (await pick());
      return { size, recognizer: await recognizers[size]() };
    },
    voiceDetector: async () => (await vad())(),
  };
};

/** Time to recognise the speech sample by its length. Silence would be no test: it is over at once. */
const realTimeFactor = async (recognizer: Recognizer, folder: string): Promise<number> => {
  const wav = await readFile(join(folder, 'speech-sample.wav' satisfies EngineFile));
  const samples = Float32Array.from(
    { length: timedSeconds * sampleRate },
    (_, at) => wav.readInt16LE(sampleHeaderBytes + at * bytesPerSample) / 32_768,
  );
  const began = performance.now();
  await recognizer.transcribe(samples);
  return (performance.now() - began) / 1000 / (samples.length / sampleRate);
};

/** Runs once for all who ask. */
const once = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
};
