import type { PcmFrame } from '../../shared/audio';
import type { SottoBridge } from '../../shared/ipc/ipc-schema';
import type { ProblemCode } from '../../shared/problems';
import type { AudioSource, SourceDevice } from './audio-sources';
import { FrameCounter, type CaptureClock } from './capture-clock';
import { FramerNode } from './framer-node';
import type { FramedAudio } from './pcm-framer';
import { retryDelayMs } from './retry-delay';
import { SilenceWatch, type SilenceStep } from './silence-watch';
import { SourceReport, type SourceCondition } from './source-report';
import { StallWatch } from './stall-watch';
import { StandbyStream } from './standby-stream';
import { stopTracks } from './stop-tracks';
import { UnheardWatch } from './unheard-watch';

/** A source that ends sooner after opening than this has failed again, ms. */
const steadyMs = 10_000;
/** One that ends as soon as this never delivered, ms. */
const atOnceMs = 2000;

/** What a channel needs of the capture it belongs to. */
export interface ChannelSurroundings {
  context: AudioContext;
  clock: CaptureClock;
  bridge: SottoBridge<'capture'>['capture'];
  onFrame: (frame: PcmFrame) => void;
  /** The source opened: device names may have become known. */
  onOpened: () => void;
}

interface OpenStream {
  stream: MediaStream;
  node: AudioNode;
  device: SourceDevice | null;
  /** Set where it is heard in place of the wished device, which gives no sound. */
  replacement?: string;
}

/**
 * One channel: opens its source, keeps it open while devices come and go, and frames what it hears. From its first
 * sound on frames never stop: silence stands in for a source that is gone, so that the channel's clock goes on.
 * Whatever it does about its own source, one thing after the other, no other channel is touched.
 */
export class CapturedChannel {
  readonly #source: AudioSource;
  readonly #in: ChannelSurroundings;
  readonly #counter = new FrameCounter();
  readonly #stall = new StallWatch();
  #silence = new SilenceWatch();
  #framer: FramerNode | undefined;
  #open: OpenStream | undefined;
  /** The wished device, while another is heard because it gives no sound. */
  #standby: { stream: StandbyStream; device: SourceDevice | null; watch: SilenceWatch } | undefined;
  /** Ids of devices that were tried in its place and gave no sound either. */
  readonly #tried = new Set<string>();
  readonly #report: SourceReport;
  /** Why the source isn't open. */
  #failure: SourceCondition | undefined;
  #frames = 0;
  readonly #unheard = new UnheardWatch();
  #isStuck = false;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(source: AudioSource, surroundings: ChannelSurroundings) {
    this.#source = source;
    this.#in = { ...surroundings };
    this.#report = new SourceReport(source.channel, surroundings.bridge);
  }

  /** Opens the source, the new one before the old one is closed. Tells main what came of it; never rejects. */
  open(): Promise<void> {
    return this.#inTurn(() => this.#openWished());
  }

  /** After devices changed: opens the source again where it is gone or another device would be taken now. */
  reconsider(): Promise<void> {
    return this.#inTurn(async () => {
      let device: SourceDevice | null;
      try {
        device = await this.#source.device();
      } catch (error) {
        this.#release();
        this.#tellFailure(this.#source.problemOf(error));
        return;
      }
      const present = this.#standby?.device ?? this.#open?.device;
      if (device === null || device.identity === present?.identity) return;
      this.#tried.clear();
      this.#silence = new SilenceWatch();
      await this.#openWished();
    });
  }

  /** The person took the permission back, or gave it. */
  permissionChanged(name: 'microphone', isDenied: boolean): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#source.permission !== name) return;
      if (!isDenied) {
        if (!this.#open) await this.#openWished();
        return;
      }
      this.#release();
      this.#tellFailure(this.#source.problemOf(new DOMException('taken back', 'NotAllowedError')));
    });
  }

  /** Once a second. @returns whether the audio thread has stopped bringing this channel's frames */
  look(): boolean {
    if (this.#standby?.stream.hasSound()) {
      this.#standby.watch.heard();
      this.#backToWished();
    }
    if (!this.#framer || !this.#stall.look(this.#frames)) return false;
    this.#isStuck = true;
    this.#tellNow();
    return true;
  }

  /** Goes on in this context, with the streams that are open. The present one by default, with a new worklet. */
  moveTo(context = this.#in.context): void {
    this.#in.context = context;
    if (!this.#framer) return;
    this.#framer.close();
    this.#framer = undefined;
    this.#standby?.stream.moveTo(context);
    const open = this.#open;
    if (!open) {
      this.#createFramer();
      return;
    }
    open.node.disconnect();
    open.node = this.#connect(open.stream);
  }

  close(): void {
    this.#closed = true;
    this.#report.close();
    this.#release();
    this.#framer?.close();
  }

  async #openWished(): Promise<void> {
    let stream: MediaStream | undefined;
    try {
      stream = await this.#source.open();
      const device = await this.#source.device();
      if (this.#closed) stopTracks(stream);
      else this.#take({ stream, device });
    } catch (error) {
      if (stream) stopTracks(stream);
      // While an earlier device still delivers, nothing is wrong.
      if (this.#open) return;
      const state = this.#source.problemOf(error);
      this.#tellFailure(state);
      this.#tryAgain(state.problem);
    }
  }

  /** Hears this stream from now on. A stopgap leaves the wished device open, to be told when that gives sound. */
  #take(taken: Omit<OpenStream, 'node'>): void {
    const node = this.#connect(taken.stream);
    const before = this.#open;
    if (taken.replacement !== undefined && before && !before.replacement) {
      before.node.disconnect();
      const { stream, device } = before;
      const standby = new StandbyStream(stream, this.#in.context, () => {
        this.#dropStandby();
        void this.open();
      });
      this.#standby = { stream: standby, device, watch: this.#silence };
    } else this.#release(taken.replacement === undefined);
    clearTimeout(this.#retry);
    this.#open = { ...taken, node };
    this.#silence.opened();
    const openedAt = performance.now();
    for (const track of taken.stream.getAudioTracks()) {
      track.onended = () => {
        this.#ended(performance.now() - openedAt);
      };
    }
    this.#tellNow();
    this.#in.onOpened();
  }

  #ended(livedMs: number): void {
    this.#release();
    const { lost, lostAtOnce = lost } = this.#source;
    const problem = livedMs < atOnceMs ? lostAtOnce : lost;
    if (livedMs > steadyMs) this.#failures = 0;
    this.#tellFailure({ problem });
    this.#tryAgain(lost);
  }

  /** Where waiting may help, opens the source again, later each time. */
  #tryAgain(problem: ProblemCode): void {
    const { reopens } = this.#source;
    // A permission and a missing device are told of by the browser.
    if (!reopens || problem.endsWith('-denied') || problem === 'microphone-missing' || this.#closed) return;
    clearTimeout(this.#retry);
    this.#failures += 1;
    this.#retry = setTimeout(() => {
      void this.#inTurn(async () => {
        if (!this.#open) await this.#openWished();
      });
    }, retryDelayMs(this.#failures));
  }

  #frame({ startSample, pcm, level }: FramedAudio): void {
    const { channel } = this.#source;
    this.#frames += 1;
    const t0 = this.#in.clock.t0(startSample, performance.now());
    this.#in.onFrame({ ch: channel, seq: this.#counter.seq(t0), t0, pcm });
    if (this.#isStuck) {
      this.#isStuck = false;
      this.#tellNow();
    }
    if (!level) return;
    this.#in.bridge.levels([{ channel, ...level }]);
    if (!this.#open) return;
    const { unheard } = this.#source;
    if (unheard && this.#unheard.level(level.peak)) this.#report.remark({ live: true, problem: unheard });
    if (!this.#source.silent) return;
    // Muted is no fault of the device's.
    if (this.#isMuted()) this.#silence.opened();
    else this.#act(this.#silence.level(level.peak, t0));
    this.#tellNow();
  }

  #act(step: SilenceStep | undefined): void {
    if (step === 'heard' && !this.#standby) this.#tried.clear();
    if (step === 'reopen') void this.open();
    if (step === 'fall-back') void this.#inTurn(() => this.#fallBack());
  }

  /** Hears the next device that could give sound; where there is none left, waits for the wished one. */
  async #fallBack(): Promise<void> {
    if (!this.#silence.isSilent || !this.#open) return;
    const all = (await this.#source.alternatives?.().catch(() => [])) ?? [];
    for (const { deviceId, label, open } of all) {
      if (this.#tried.has(deviceId)) continue;
      this.#tried.add(deviceId);
      const stream = await open().catch(() => undefined);
      if (!stream) continue;
      if (this.#closed) stopTracks(stream);
      else {
        this.#take({ stream, device: null, replacement: label });
        this.#silence = new SilenceWatch(false);
        this.#tellNow();
      }
      return;
    }
    this.#backToWished();
  }

  #backToWished(): void {
    const standby = this.#standby;
    if (!standby) return;
    this.#standby = undefined;
    this.#silence = standby.watch;
    this.#take({ stream: standby.stream.release(), device: standby.device });
  }

  #connect(stream: MediaStream): AudioNode {
    const node = this.#in.context.createMediaStreamSource(stream);
    node.connect((this.#framer ?? this.#createFramer()).node);
    return node;
  }

  #createFramer(): FramerNode {
    return (this.#framer = new FramerNode(this.#in.context, (framed) => {
      this.#frame(framed);
    }));
  }

  #isMuted(): boolean {
    return this.#open?.stream.getAudioTracks().some(({ muted }) => muted) ?? false;
  }

  /** Tells main how the open source is. */
  #tellNow(): void {
    const open = this.#open;
    if (this.#isStuck) {
      this.#report.tell({ live: open !== undefined, problem: 'audio-stuck', detail: this.#in.context.state });
    } else if (open) this.#report.tell({ live: true, ...this.#remarkOn(open) });
    else if (this.#failure) this.#report.tell(this.#failure);
  }

  #tellFailure(state: Omit<SourceCondition, 'live'>): void {
    this.#failure = { live: false, ...state };
    this.#report.tell(this.#failure);
  }

  #remarkOn({ device, replacement }: OpenStream): Omit<SourceCondition, 'live'> {
    const { silent } = this.#source;
    if (silent && this.#isMuted()) return { problem: 'microphone-muted' };
    if (silent && this.#silence.isSilent) return { problem: silent };
    if (replacement !== undefined) return { problem: 'microphone-replaced', device: replacement };
    return device?.standsIn ? { problem: 'microphone-absent' } : {};
  }

  #release(isAll = true): void {
    clearTimeout(this.#retry);
    this.#open?.node.disconnect();
    if (this.#open) stopTracks(this.#open.stream);
    this.#open = undefined;
    if (isAll) this.#dropStandby();
  }

  #dropStandby(): void {
    const standby = this.#standby?.stream.release();
    if (standby) stopTracks(standby);
    this.#standby = undefined;
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    const done = this.#work.then(() => (this.#closed ? undefined : step()));
    this.#work = done.catch(() => undefined);
    return done;
  }
}
