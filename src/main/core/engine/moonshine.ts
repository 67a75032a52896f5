import { sampleRate } from '../../../shared/audio';
import type { InferenceModel, InferenceRuntime, Tensor } from './inference-runtime';
import { beginToken, endToken, startsWord } from './moonshine-tokens';

export const moonshineSizes = ['tiny', 'base'] as const;
export type MoonshineSize = (typeof moonshineSizes)[number];

/** Value of the protocol's `speech_model` for a size. */
export const moonshineModelId = (size: MoonshineSize): `moonshine-${MoonshineSize}` => `moonshine-${size}`;

const shapes = {
  tiny: { layers: 6, heads: 8, headSize: 36 },
  base: { layers: 8, heads: 8, headSize: 52 },
} as const;

/** Nobody speaks faster: more tokens than this is the model repeating itself. */
const maxTokensPerSecond = 6.5;
/** Measured: 0.6 and more for silence, hum, clicks and noise; 0.35 and less for speech. */
const surelyNothing = 0.5;
/** The encoder's convolutions need about this much audio for one frame. */
const minSamples = 1_600;

/** Text of a piece of audio: a token and its probability (0–1) at each place. */
export interface Hypothesis {
  readonly tokens: readonly number[];
  readonly probabilities: readonly number[];
}
export const nothingHeard: Hypothesis = { tokens: [], probabilities: [] };

/** Turns speech into text. Greedy, one piece of audio at a time. */
export interface Recognizer {
  /**
   * @param samples mono, 16 kHz, -1 to 1; up to about 30 s.
   * @param prefix  what the text begins with: whole words already settled.
   */
  transcribe(samples: Float32Array, prefix?: Hypothesis): Promise<Hypothesis>;
}

/** Loads Moonshine (English speech recognition by Useful Sensors, MIT) from the engine's folder. */
export const loadMoonshine = async (runtime: InferenceRuntime, size: MoonshineSize): Promise<Recognizer> => {
  const encoder = await runtime.load(`${size}-encoder.onnx`);
  const decoder = await runtime.load(`${size}-decoder.onnx`);
  return new Moonshine(runtime, encoder, decoder, shapes[size]);
};

class Moonshine implements Recognizer {
  readonly #runtime: InferenceRuntime;
  readonly #encoder: InferenceModel;
  readonly #decoder: InferenceModel;
  readonly #shape: (typeof shapes)[MoonshineSize];
  readonly #decoderCache: readonly string[];
  readonly #encoderCache: readonly string[];

  constructor(
    runtime: InferenceRuntime,
    encoder: InferenceModel,
    decoder: InferenceModel,
    shape: (typeof shapes)[MoonshineSize],
  ) {
    this.#runtime = runtime;
    this.#encoder = encoder;
    this.#decoder = decoder;
    this.#shape = shape;
    const caches = (side: string): string[] =>
      Array.from({ length: shape.layers }, (_, layer) =>
        ['key', 'value'].map((half) => `${layer}.${side}.${half}`),
      ).flat();
    this.#decoderCache = caches('decoder');
    this.#encoderCache = caches('encoder');
  }

  async transcribe(samples: Float32Array, prefix: Hypothesis = nothingHeard): Promise<Hypothesis> {
    if (samples.length < minSamples) return prefix;
    const audio = this.#runtime.floats(samples, [1, samples.length]);
    const encoded = await this.#encoder.run({ input_values: audio }, ['last_hidden_state']);
    const heard = encoded['last_hidden_state'];
    if (!heard) throw new Error('the encoder gave no answer');
    await breathe();
    return this.#decode(heard, prefix, Math.ceil((samples.length / sampleRate) * maxTokensPerSecond));
  }

  async #decode(heard: Tensor, prefix: Hypothesis, maxTokens: number): Promise<Hypothesis> {
    const tokens = [...prefix.tokens];
    const probabilities = [...prefix.probabilities];
    const caches = this.#emptyCaches();
    let input = [beginToken, ...tokens];
    let first = true;
    while (tokens.length < maxTokens) {
      const answer = await this.#decoder.run(
        {
          input_ids: this.#runtime.integers(input, [1, input.length]),
          encoder_hidden_states: heard,
          use_cache_branch: this.#runtime.boolean(!first),
          ...caches,
        },
        [
          'logits',
          ...this.#decoderCache.map((name) => `present.${name}`),
          // What the encoder's side computes in the first step stays valid for all others.
          ...(first ? this.#encoderCache.map((name) => `present.${name}`) : []),
        ],
      );
      const { logits, ...present } = answer;
      if (!logits) throw new Error('the decoder gave no answer');
      const row = lastRow(logits);
      // A settled word stays as it is: what follows it must begin a word of its own.
      let next = likeliest(row, first && tokens.length > 0 ? mayFollowWord : undefined);
      // Short speech is sometimes, and wrongly, held for nothing; noise and silence are held so surely.
      if (tokens.length === 0 && next.token === endToken && next.probability < surelyNothing)
        next = likeliest(row, (token) => token !== endToken);
      if (next.token === endToken) break;
      tokens.push(next.token);
      probabilities.push(next.probability);
      for (const [name, tensor] of Object.entries(present))
        caches[name.replace('present', 'past_key_values')] = tensor;
      input = [next.token];
      first = false;
      await breathe();
    }
    return { tokens, probabilities };
  }

  #emptyCaches(): Record<string, Tensor> {
    const { heads, headSize } = this.#shape;
    const empty = this.#runtime.floats(new Float32Array(0), [0, heads, 1, headSize]);
    return Object.fromEntries(
      [...this.#decoderCache, ...this.#encoderCache].map((name) => [`past_key_values.${name}`, empty]),
    );
  }
}

/** Lets sockets be read and other streams be judged between two steps: computing blocks this thread. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const mayFollowWord = (token: number): boolean => token === endToken || startsWord(token);

const lastRow = (logits: Tensor): Float32Array => {
  const vocabulary = logits.dims.at(-1) ?? 0;
  return (logits.data as Float32Array).subarray(-vocabulary);
};

/** The most probable token among those allowed, and its probability by softmax over all. */
const likeliest = (
  logits: Float32Array,
  allowed?: (token: number) => boolean,
): { token: number; probability: number } => {
  let token = endToken;
  let best = -Infinity;
  let max = -Infinity;
  for (let candidate = 0; candidate < logits.length; candidate++) {
    const value = logits[candidate] as number;
    if (value > max) max = value;
    if (value > best && (allowed === undefined || allowed(candidate))) {
      best = value;
      token = candidate;
    }
  }
  let sum = 0;
  for (const value of logits) sum += Math.exp(value - max);
  return { token, probability: Math.exp(best - max) / sum };
};
