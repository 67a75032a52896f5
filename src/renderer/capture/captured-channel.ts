import { samplesToMs, type PcmFrame } from '../../shared/audio';
import type { SottoBridge } from '../../shared/ipc/ipc-schema';
import type { AudioSource } from './audio-sources';
import type { FramedAudio } from './pcm-framer';
import { SilenceWatch } from './silence-watch';

/** A source that ends sooner after opening than this isn't opened again before the devices change. */
const steadyMs = 2000;

type SourceState = Parameters<SottoBridge<'capture'>['capture']['sourceState']>[0];

/** What a channel needs of the capture it belongs to. */
export interface ChannelSurroundings {
  context: AudioContext;
  bridge: SottoBridge<'capture'>['capture'];
  onFrame: (frame: PcmFrame) => void;
  /** The source opened: device names may have become known. */
  onOpened: () => void;
  /** The source ended by itself and may be opened again. */
  onEnded: () => void;
}

/**
 * One channel: opens its source, keeps it open while devices come and go, and frames what it hears. From its first
 * sound on frames never stop: silence stands in for a source that is gone, so that the channel's clock goes on.
 */
export class CapturedChannel {
  readonly #source: AudioSource;
  readonly #in: ChannelSurroundings;
  #silence = new SilenceWatch();
  #framer: AudioWorkletNode | undefined;
  #open: { stream: MediaStream; node: AudioNode; device: string | null } | undefined;
  #told: SourceState | undefined;
  #frames = 0;
  #closed = false;

  constructor(source: AudioSource, surroundings: ChannelSurroundings) {
    this.#source = source;
    this.#in = surroundings;
  }

  /** Opens the source, the new one before the old one is closed. Tells main what came of it; never rejects. */
  async open(): Promise<void> {
    let stream: MediaStream | undefined;
    try {
      stream = await this.#source.open();
      const device = await this.#source.device();
      if (this.#closed) stopTracks(stream);
      else this.#take(stream, device);
    } catch (error) {
      if (stream) stopTracks(stream);
      // While an earlier device still delivers, nothing is wrong.
      if (!this.#open) this.#tell({ live: false, ...this.#source.problemOf(error) });
    }
  }

  /** After devices changed: opens the source again where it is gone or another device would be taken now. */
  async reconsider(): Promise<void> {
    let device: string | null;
    try {
      device = await this.#source.device();
    } catch (error) {
      this.#release();
      this.#tell({ live: false, ...this.#source.problemOf(error) });
      return;
    }
    if (this.#closed || device === null || device === this.#open?.device) return;
    await this.open();
  }

  close(): void {
    this.#closed = true;
    this.#release();
    this.#framer?.port.close();
  }

  #take(stream: MediaStream, device: string | null): void {
    const node = this.#in.context.createMediaStreamSource(stream);
    node.connect((this.#framer ??= this.#createFramer()));
    this.#release();
    this.#open = { stream, node, device };
    this.#silence = new SilenceWatch();
    const openedAt = performance.now();
    for (const track of stream.getAudioTracks()) {
      track.onended = () => {
        this.#release();
        this.#tell({ live: false, problem: this.#source.lost });
        if (performance.now() - openedAt > steadyMs) this.#in.onEnded();
      };
    }
    this.#tell({ live: true });
    this.#in.onOpened();
  }

  #createFramer(): AudioWorkletNode {
    const { context } = this.#in;
    const framer = new AudioWorkletNode(context, 'pcm', {
      numberOfOutputs: 0,
      // Stereo is mixed down by the browser.
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    // A node without input would not be run: zeros keep it going between two sources.
    const zeros = new ConstantSourceNode(context, { offset: 0 });
    zeros.connect(framer);
    zeros.start();
    framer.port.onmessage = ({ data }: MessageEvent<FramedAudio>) => {
      this.#frame(data);
    };
    return framer;
  }

  #frame({ startSample, pcm, level }: FramedAudio): void {
    const { channel, silent } = this.#source;
    this.#in.onFrame({ ch: channel, seq: this.#frames++, t0: samplesToMs(startSample), pcm });
    if (!level) return;
    this.#in.bridge.levels([{ channel, ...level }]);
    if (!this.#open || !silent) return;
    const silence = this.#silence.next(level);
    if (silence) this.#tell(silence === 'began' ? { live: true, problem: silent } : { live: true });
  }

  /** Tells main the state of the source, where it is news. */
  #tell(state: Omit<SourceState, 'channel'>): void {
    const told = this.#told;
    if (this.#closed || (told?.live === state.live && told.problem === state.problem)) return;
    this.#told = { channel: this.#source.channel, ...state };
    this.#in.bridge.sourceState(this.#told);
  }

  #release(): void {
    this.#open?.node.disconnect();
    if (this.#open) stopTracks(this.#open.stream);
    this.#open = undefined;
  }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) {
    track.onended = null;
    track.stop();
  }
}
