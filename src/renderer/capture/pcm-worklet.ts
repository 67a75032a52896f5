import { PcmFramer } from './pcm-framer';

// The audio thread's globals, which TypeScript's DOM library leaves out.
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare const currentFrame: number;
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Runs on the audio thread: sends the page its input as {@link FramedAudio} on the context's clock. */
class PcmProcessor extends AudioWorkletProcessor {
  readonly #framer = new PcmFramer();

  process([input]: Float32Array[][]): boolean {
    const samples = input?.[0];
    if (samples) {
      for (const frame of this.#framer.push(samples, currentFrame)) {
        this.port.postMessage(frame, [frame.pcm]);
      }
    }
    return true;
  }
}

registerProcessor('pcm', PcmProcessor);
