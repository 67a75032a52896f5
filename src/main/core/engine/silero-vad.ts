import { sampleRate } from '../../../shared/audio';
import type { InferenceModel, InferenceRuntime, Tensor } from './inference-runtime';

/** Samples Silero judges at a time at 16 kHz: 32 ms. */
export const vadFrameSamples = 512;
export const vadFrameMs = (vadFrameSamples * 1000) / sampleRate;

/** Samples of the frame before, which the model wants in front of each frame. */
const contextSamples = 64;

/** Tells speech from other sound, frame by frame. One for each stream of audio, as it remembers what it heard. */
export interface VoiceDetector {
  /** @param frame {@link vadFrameSamples} samples, -1 to 1. @returns how likely it is speech, 0–1. */
  speechProbability(frame: Float32Array): Promise<number>;
}

/** Loads Silero VAD; the result makes a detector for each stream. */
export const loadSileroVad = async (runtime: InferenceRuntime): Promise<() => VoiceDetector> => {
  const model = await runtime.load('silero-vad.onnx');
  return () => new SileroVad(runtime, model);
};

class SileroVad implements VoiceDetector {
  readonly #runtime: InferenceRuntime;
  readonly #model: InferenceModel;
  readonly #rate: Tensor;
  readonly #input = new Float32Array(contextSamples + vadFrameSamples);
  #state: Tensor;

  constructor(runtime: InferenceRuntime, model: InferenceModel) {
    this.#runtime = runtime;
    this.#model = model;
    this.#rate = runtime.integers([sampleRate], []);
    this.#state = runtime.floats(new Float32Array(2 * 128), [2, 1, 128]);
  }

  async speechProbability(frame: Float32Array): Promise<number> {
    this.#input.copyWithin(0, vadFrameSamples);
    this.#input.set(frame, contextSamples);
    const { output, stateN } = await this.#model.run(
      {
        input: this.#runtime.floats(this.#input, [1, this.#input.length]),
        state: this.#state,
        sr: this.#rate,
      },
      ['output', 'stateN'],
    );
    if (!output || !stateN) throw new Error('the voice detector gave no answer');
    this.#state = stateN;
    return (output.data as Float32Array)[0] ?? 0;
  }
}
