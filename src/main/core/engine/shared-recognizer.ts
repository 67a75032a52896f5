import type { Hypothesis, Recognizer } from './moonshine';

/**
 * One model for several sessions. Decodings run one after the other in the order they were asked for; as a
 * session asks for one at a time, each gets its turn.
 */
export class SharedRecognizer implements Recognizer {
  readonly #recognizer: Recognizer;
  #last: Promise<unknown> = Promise.resolve();

  constructor(recognizer: Recognizer) {
    this.#recognizer = recognizer;
  }

  transcribe(samples: Float32Array, prefix?: Hypothesis): Promise<Hypothesis> {
    const decoding = this.#last.then(() => this.#recognizer.transcribe(samples, prefix));
    this.#last = decoding.catch(() => undefined);
    return decoding;
  }
}
