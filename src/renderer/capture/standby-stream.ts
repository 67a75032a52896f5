/** Samples the browser keeps for a look: 2 s at 16 kHz, the most it does. */
const keptSamples = 32_768;

/** The open stream of a microphone that gives no sound: it is kept, to be heard as soon as it does. */
export class StandbyStream {
  readonly #samples = new Float32Array(keptSamples);
  #node: MediaStreamAudioSourceNode;
  #analyser: AnalyserNode;

  /** @param onEnded called where the stream ends by itself */
  constructor(
    private readonly stream: MediaStream,
    context: AudioContext,
    onEnded: () => void,
  ) {
    [this.#node, this.#analyser] = this.#connect(context);
    for (const track of stream.getTracks()) track.onended = onEnded;
  }

  /** Whether there was any sound within the last two seconds. */
  hasSound(): boolean {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return this.#samples.some((sample) => sample !== 0);
  }

  moveTo(context: AudioContext): void {
    this.#node.disconnect();
    [this.#node, this.#analyser] = this.#connect(context);
  }

  /** Gives the stream back, still open. */
  release(): MediaStream {
    this.#node.disconnect();
    for (const track of this.stream.getTracks()) track.onended = null;
    return this.stream;
  }

  #connect(context: AudioContext): [MediaStreamAudioSourceNode, AnalyserNode] {
    const node = context.createMediaStreamSource(this.stream);
    const analyser = new AnalyserNode(context, { fftSize: keptSamples });
    node.connect(analyser);
    return [node, analyser];
  }
}
