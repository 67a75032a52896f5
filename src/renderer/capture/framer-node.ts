import type { FramedAudio } from './pcm-framer';

/** Frames what is connected to {@link node} on the audio thread. */
export class FramerNode {
  readonly node: AudioWorkletNode;
  readonly #zeros: ConstantSourceNode;

  constructor(context: AudioContext, onFrame: (framed: FramedAudio) => void) {
    this.node = new AudioWorkletNode(context, 'pcm', {
      numberOfOutputs: 0,
      // Stereo is mixed down by the browser.
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    // A node without input would not be run: zeros keep it going between two sources.
    this.#zeros = new ConstantSourceNode(context, { offset: 0 });
    this.#zeros.connect(this.node);
    this.#zeros.start();
    this.node.port.onmessage = ({ data }: MessageEvent<FramedAudio>) => {
      onFrame(data);
    };
  }

  close(): void {
    this.#zeros.disconnect();
    this.node.port.onmessage = null;
    this.node.port.close();
  }
}
