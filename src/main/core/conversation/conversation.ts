import { channels, frameMs, type Channel, type PcmFrame } from '../../../shared/audio';
import type { CaptioningStatus } from '../../../shared/captioning-status';
import type { Caption, Gap, SpeakerChange } from '../../../shared/captions';
import type { CaptureRequest, SourceState } from '../../../shared/ipc/ipc-schema';
import { ProblemError, toProblem, type Problem } from '../../../shared/problems';
import type { Settings } from '../../../shared/settings';
import type { ZoneId } from '../../../shared/zones';
import {
  isSamePlace,
  type Captioning,
  type CaptioningChoice,
  type SessionReceipt,
} from '../captioning/captioning';
import { RecentCaptions } from './recent-captions';

/** The file a conversation is written to as it is spoken. */
export interface ConversationJournal {
  caption(caption: Caption): void;
  speaker(change: SpeakerChange): void;
  gap(gap: Gap): void;
  zone(change: { zone: ZoneId; host: string; atMs: number }): void;
  /** The proof of where a session's audio went: at its beginning, as it grows and at its end. */
  receipt(receipt: SessionReceipt): void;
  close(durationMs: number): Promise<void>;
}

export interface ConversationParts {
  /** Wall time, ms. */
  now: () => number;
  captioning: Captioning;
  /** Null where transcripts are not kept. */
  openJournal: () => ConversationJournal | null;
  capture: { start: (request: CaptureRequest) => void; stop: () => void };
  systemAudio: { prepare: () => Promise<CaptureRequest['systemAudio']>; release: () => Promise<void> };
  settings: () => Settings;
  /** Zone and host a conversation would use now. */
  zoneInForce: () => Promise<{ zone: ZoneId; host: string }>;
  /** Throws ProblemError `policy-refused` for a zone the administrator doesn't allow. */
  checkZone: (zone: ZoneId) => void;
  tell: {
    status: (status: CaptioningStatus) => void;
    caption: (caption: Caption) => void;
    speaker: (change: SpeakerChange) => void;
    gap: (gap: Gap) => void;
    problem: (problem: Problem) => void;
  };
}

/** What runs between Start and Stop. */
interface Run {
  choice: CaptioningChoice;
  journal: ConversationJournal | null;
  beganAt: number;
  /** Where on the conversation's clock the present capture began, ms. */
  captureBeganMs: number;
  /** Wall time at which the capture clock was zero, by the frame that came soonest after it was captured, ms. */
  captureZero: number;
  /** Wall time since which the zone in force holds, ms. */
  zoneSince: number;
  /** Next frame number expected of each channel; a channel is open once its source delivers. */
  nextSeq: Map<Channel, number>;
  /** While set nothing is listened to: the sessions are over, or say their last words. */
  isPaused: boolean;
}

/**
 * One conversation from Start to Stop: the sources that listen, the captioning of their channels and the
 * transcript, held together. At most one runs.
 */
export class Conversation {
  readonly #recent = new RecentCaptions();
  #run: Run | undefined;
  /** What was asked for last; the queue may still be on its way there. */
  #isStarted = false;
  #isPauseWanted = false;
  #previewing = false;
  #status: CaptioningStatus = { phase: 'stopped', zone: 'device', host: '', channels: [] };
  /** Trouble with a source, shown until that source delivers again. */
  readonly #sourceProblems = new Map<Channel, Problem>();
  /** Start, stop and zone changes happen one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: ConversationParts) {
    this.#follow(parts.captioning);
  }

  get status(): CaptioningStatus {
    return this.#status;
  }

  /** What the windows were told: with a source's problem where the sessions have none. */
  get shownStatus(): CaptioningStatus {
    const [sourceProblem] = this.#sourceProblems.values();
    const problem = this.#status.problem ?? sourceProblem;
    return problem ? { ...this.#status, problem } : this.#status;
  }

  /** Whether a start was asked for last, however far it has come. */
  get isStarted(): boolean {
    return this.#isStarted;
  }

  get isRunning(): boolean {
    return this.#run !== undefined;
  }

  recent(): Caption[] {
    return this.#recent.list();
  }

  /** Starts listening and captioning, or goes on after a pause. Throws ProblemError `no-source-chosen`. */
  start(): Promise<void> {
    this.#isStarted = true;
    this.#isPauseWanted = false;
    return this.#inTurn(async () => {
      if (this.#run) return this.#resume(this.#run);
      const { sources } = this.parts.settings();
      if (channelsOf(sources).length === 0) throw new ProblemError('no-source-chosen');
      const { zone, host } = await this.parts.zoneInForce();
      this.parts.checkZone(zone);
      const systemAudio = await this.#systemAudio(sources);
      this.#recent.clear();
      this.#sourceProblems.clear();
      this.#show({ phase: 'starting', zone, host, channels: [] });
      const choice = this.#choice(zone);
      this.#run = {
        choice,
        journal: this.parts.openJournal(),
        beganAt: this.parts.now(),
        captureBeganMs: 0,
        captureZero: Infinity,
        zoneSince: 0,
        nextSeq: new Map(),
        isPaused: false,
      };
      // A session costs money, so each channel is opened when its source delivers: one that can't be heard has none.
      this.parts.captioning.start(choice, []);
      this.parts.capture.start({ sources, systemAudio });
    });
  }

  /** Ends captioning with the last words said; does nothing while stopped. */
  stop(): Promise<void> {
    this.#isStarted = this.#isPauseWanted = false;
    return this.#inTurn(() => this.#end());
  }

  toggle(): Promise<void> {
    return this.#isStarted ? this.stop() : this.start();
  }

  /**
   * Listens no longer, and ends the sessions with the last words said: nothing is captured, sent or paid for until
   * `start` goes on with the same conversation. Does nothing while stopped or paused.
   */
  pause(): Promise<void> {
    this.#isPauseWanted = this.#isStarted;
    return this.#inTurn(async () => {
      const run = this.#run;
      if (!run || run.isPaused) return;
      run.isPaused = true;
      this.parts.capture.stop();
      // Their last words may take their time; going on, or a Stop, doesn't wait for them.
      for (const channel of channels) void this.parts.captioning.closeChannel(channel);
      this.#sourceProblems.clear();
      await this.parts.systemAudio.release();
      this.#show({ ...this.#status, channels: [] });
    });
  }

  /** Pauses, or goes on; does nothing while stopped. */
  async togglePause(): Promise<void> {
    if (this.#isStarted) await (this.#isPauseWanted ? this.start() : this.pause());
  }

  /** Follows a change of zone, model, speech options or sources. While stopped only the status changes. */
  settingsChanged(before: Settings, now: Settings): Promise<void> {
    return this.#inTurn(async () => {
      const run = this.#run;
      const { zone } = await this.parts.zoneInForce();
      if (!run) {
        await this.#showStopped();
        return;
      }
      const choice = this.#choice(zone);
      if (JSON.stringify(choice) !== JSON.stringify(run.choice)) {
        // In the same place nothing is cut.
        if (!isSamePlace(run.choice, choice)) run.zoneSince = this.parts.now();
        run.choice = choice;
        // The old session may take its time to finish; a Stop doesn't wait for it here.
        void this.parts.captioning.change(choice);
      }
      if (!run.isPaused && JSON.stringify(now.sources) !== JSON.stringify(before.sources)) {
        const systemAudio = await this.#systemAudio(now.sources);
        this.#restartCapture(run);
        this.parts.capture.start({ sources: now.sources, systemAudio });
        const unwanted = channelsOf(before.sources).filter(
          (channel) => !channelsOf(now.sources).includes(channel),
        );
        await Promise.all(unwanted.map((channel) => this.parts.captioning.closeChannel(channel)));
      }
    });
  }

  /** Ends the conversation because of a problem, with the last words said before it; does nothing while stopped. */
  endWith(problem: Problem): Promise<void> {
    return this.#inTurn(() => this.#end({ ...this.#status, phase: 'failed', channels: [], problem }));
  }

  /** Shows the zone that would be used, e.g. after a key was entered. */
  refresh(): Promise<void> {
    return this.#inTurn(() => (this.#run ? Promise.resolve() : this.#showStopped()));
  }

  /** While stopped: listens for the level meters alone. */
  preview(on: boolean): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#run || on === this.#previewing) return;
      this.#previewing = on;
      if (on) {
        const { sources } = this.parts.settings();
        const systemAudio = await this.#systemAudio(sources);
        this.parts.capture.start({ sources, systemAudio, isPreview: true });
      } else {
        this.parts.capture.stop();
        await this.parts.systemAudio.release();
      }
    });
  }

  /** Takes a frame from the capture page. Frames missing before it are counted as lost, so that the clock stays right. */
  takeFrame(frame: PcmFrame): void {
    const run = this.#run;
    if (!run || run.isPaused) return;
    const expected = run.nextSeq.get(frame.ch);
    if (expected === undefined) this.parts.captioning.openChannel(frame.ch, run.captureBeganMs + frame.t0);
    const missing = frame.seq - (expected ?? 0);
    if (missing > 0) this.parts.captioning.pushLoss(frame.ch, missing * frameMs);
    run.nextSeq.set(frame.ch, frame.seq + 1);
    run.captureZero = Math.min(run.captureZero, this.parts.now() - frame.t0 - frameMs);
    // Captured, in part at least, under the zone before: it may go to neither (rule Z3).
    if (run.captureZero + frame.t0 < run.zoneSince) this.parts.captioning.pushLoss(frame.ch, frameMs);
    else this.parts.captioning.pushAudio(frame.ch, new Uint8Array(frame.pcm));
  }

  sourceChanged({ channel, live, problem: code, detail = '', device = '' }: SourceState): void {
    const problem = code && { code, params: { detail, device } };
    // Maybe nothing plays at all: told, but not as what is wrong.
    if (problem?.code === 'system-audio-silent') {
      this.parts.tell.problem(problem);
      return;
    }
    if (problem) {
      this.#sourceProblems.set(channel, problem);
    } else if (live) {
      this.#sourceProblems.delete(channel);
    }
    this.#show(this.#status);
  }

  /** The capture page crashed and listens anew: its frame numbers start over. */
  captureRestarted(): void {
    if (!this.#run || this.#run.isPaused) return;
    this.#restartCapture(this.#run);
    this.parts.tell.problem({ code: 'capture-crashed' });
  }

  /** What is said from now on is captioned, under the zone that holds now. */
  async #resume(run: Run): Promise<void> {
    if (!run.isPaused) return;
    const { sources } = this.parts.settings();
    if (channelsOf(sources).length === 0) throw new ProblemError('no-source-chosen');
    this.parts.checkZone(run.choice.zone);
    const systemAudio = await this.#systemAudio(sources);
    this.#restartCapture(run);
    run.isPaused = false;
    this.#show({ ...this.#status, phase: 'starting' });
    this.parts.capture.start({ sources, systemAudio });
  }

  #restartCapture(run: Run): void {
    run.nextSeq.clear();
    run.captureBeganMs = this.parts.now() - run.beganAt;
    run.captureZero = Infinity;
  }

  /** @param failed the status to leave behind where a problem ends the conversation */
  async #end(failed?: CaptioningStatus): Promise<void> {
    const run = this.#run;
    if (!run) return;
    this.#isStarted = this.#isPauseWanted = false;
    this.parts.capture.stop();
    this.#previewing = false;
    const totals = await this.parts.captioning.stop();
    this.#run = undefined;
    await this.parts.systemAudio.release();
    await run.journal?.close(totals.audioMs);
    if (failed) this.#show(failed);
    else await this.#showStopped();
  }

  #follow(captioning: Captioning): void {
    captioning.on('caption', (caption) => {
      this.#recent.add(caption);
      this.#run?.journal?.caption(caption);
      this.parts.tell.caption(caption);
    });
    captioning.on('speaker', (change) => {
      this.#recent.speaker(change);
      this.#run?.journal?.speaker(change);
      this.parts.tell.speaker(change);
    });
    captioning.on('session', ({ problem }) => {
      // Nothing is wrong with the session, so that its status says nothing of it.
      if (problem?.code === 'server-warning') this.parts.tell.problem(problem);
    });
    captioning.on('gap', (gap) => {
      this.#run?.journal?.gap(gap);
      this.parts.tell.gap(gap);
    });
    captioning.on('zone', (change) => this.#run?.journal?.zone(change));
    captioning.on('receipt', (receipt) => this.#run?.journal?.receipt(receipt));
    captioning.on('status', (status) => {
      if (!this.#run) return;
      this.#show(status);
      // Nothing goes on being listened to for sessions that a server refused for good.
      const { channels } = status;
      if (
        channels.length > 0 &&
        channels.every(({ state }) => state === 'ended') &&
        status.phase === 'failed'
      ) {
        void this.#inTurn(() => this.#end({ ...status, channels: [] }));
      }
    });
  }

  #choice(zone: ZoneId): CaptioningChoice {
    const { models, speechOptions, selfHosted } = this.parts.settings();
    const model = models[zone];
    return {
      zone,
      ...(model !== undefined && { model }),
      ...(Object.keys(speechOptions).length > 0 && { options: speechOptions }),
      ...(zone === 'self-hosted' && { server: JSON.stringify(selfHosted) }),
    };
  }

  async #systemAudio(sources: Settings['sources']): Promise<CaptureRequest['systemAudio']> {
    return sources.systemAudio ? this.parts.systemAudio.prepare() : { method: 'none' };
  }

  async #showStopped(): Promise<void> {
    const inForce = await this.parts.zoneInForce();
    this.#sourceProblems.clear();
    this.#show({ phase: 'stopped', ...inForce, channels: [] });
  }

  #show(status: CaptioningStatus): void {
    const host = status.host || (status.zone === this.#status.zone ? this.#status.host : '');
    const isPaused = this.#run?.isPaused === true && status.phase !== 'stopping';
    this.#status = {
      ...status,
      // The engine's port on loopback is nobody's business. While paused no session has a host.
      host: status.zone === 'device' ? '' : isPaused ? host : status.host,
      ...(isPaused && { phase: 'paused' }),
    };
    this.parts.tell.status(this.shownStatus);
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(step);
    this.#queue = result.catch((error: unknown) => {
      this.#isStarted = this.#run !== undefined;
      this.#isPauseWanted = this.#run?.isPaused === true;
      const problem = toProblem(error);
      this.#show({ ...this.#status, phase: this.#run ? this.#status.phase : 'failed', problem });
    });
    return result;
  }
}

const channelsOf = (sources: Settings['sources']): Channel[] => [
  ...(sources.microphone ? (['you'] as const) : []),
  ...(sources.systemAudio ? (['others'] as const) : []),
];
