import { msToSamples, samplesToMs, type Channel } from '../../../shared/audio';
import type { ChannelStatus, SessionState } from '../../../shared/captioning-status';
import type { Caption, Gap } from '../../../shared/captions';
import { toProblem, type Problem } from '../../../shared/problems';
import type { ChannelTurns } from '../captions/channel-turns';
import { AudioTimeline, type Span } from '../streaming/audio-timeline';
import type { Clock } from '../streaming/clock';
import { captionParameters, type StreamingParameters } from '../streaming/connection-query';
import type { OpenSocket } from '../streaming/open-socket';
import type { SessionLimiter } from '../streaming/session-limiter';
import type { SessionTimings } from '../streaming/session-timings';
import { StreamingSession } from '../streaming/streaming-session';
import {
  isSamePlace,
  type CaptioningChoice,
  type DestinationOf,
  type SessionEvent,
  type SessionReceipt,
} from './captioning';
import { IdleSaver } from './idle-saver';

export interface ChannelCaptionerOptions {
  /** The channel's turns: they go on where a closed channel is opened again. */
  turns: ChannelTurns;
  destinationOf: DestinationOf;
  openSocket: OpenSocket;
  limiter: SessionLimiter;
  clock: Clock;
  random: () => number;
  timings: SessionTimings;
  appVersion: string;
  giveUpMs?: number | undefined;
  keepMs?: number | undefined;
  /** Where on the conversation's clock the channel begins, ms; 0 by default. */
  beginMs?: number | undefined;
  /** Time without speech after which a session is closed until somebody speaks, ms; undefined is never. */
  idleAfterMs?: (() => number | undefined) | undefined;
}

export interface ChannelCaptionerEvents {
  gap: (gap: Gap) => void;
  session: (event: SessionEvent) => void;
  receipt: (receipt: SessionReceipt) => void;
  /** The current session's address is known. */
  host: (host: string) => void;
}

export interface ChannelTotals {
  sentMs: number;
  lostMs: number;
  reconnects: number;
}

/** Input faster than real time waits while more than this is unsent, ms. */
const writableMs = 2_000;

/** Captions one channel: one clock, the session in force, and those that only finish in their own zone. */
export class ChannelCaptioner {
  readonly channel: Channel;
  readonly #options: ChannelCaptionerOptions;
  readonly #events: ChannelCaptionerEvents;
  readonly #timeline: AudioTimeline;
  readonly #finishing = new Set<StreamingSession>();
  #choice: CaptioningChoice;
  readonly #saver: IdleSaver;
  #current: StreamingSession;
  /** Set while the current session is closed, or being closed, because nobody speaks; resolves when that is over. */
  #resting: Promise<boolean> | undefined;
  /** The current session was opened by a voice: people see that as reconnecting. */
  #isWoken = false;
  #waiters: (() => void)[] = [];
  readonly #totals: ChannelTotals = { sentMs: 0, lostMs: 0, reconnects: 0 };

  constructor(
    channel: Channel,
    choice: CaptioningChoice,
    options: ChannelCaptionerOptions,
    events: ChannelCaptionerEvents,
  ) {
    this.channel = channel;
    this.#choice = choice;
    this.#options = options;
    this.#events = events;
    this.#timeline = new AudioTimeline(options.keepMs, options.beginMs);
    this.#saver = new IdleSaver({
      clock: options.clock,
      timings: options.timings,
      // The engine on this device costs nothing.
      idleAfterMs: () => (this.#choice.zone === 'device' ? undefined : options.idleAfterMs?.()),
      mayRest: () => this.#current.state === 'live' && this.#current.waitingMs < writableMs,
      rest: () => this.#rest(),
      wake: (fromSample) => this.#reopen(fromSample),
    });
    this.#current = this.#createSession(this.#timeline.end);
    this.#saver.began(this.#timeline.end);
  }

  start(): void {
    this.#current.start();
  }

  get status(): ChannelStatus {
    const { problem, sessionId } = this.#current;
    const state = this.#shownState(this.#current);
    return {
      channel: this.channel,
      state,
      ...(problem && { problem }),
      ...(sessionId !== undefined && state !== 'idle' && { sessionId }),
    };
  }

  /** Host of the current session; empty while unknown. */
  get host(): string {
    return this.#current.host;
  }

  /** Model of the current session, as the server echoed it. */
  get model(): string | undefined {
    return this.#current.model;
  }

  /** Audio captured so far, ms. */
  get audioMs(): number {
    return samplesToMs(this.#timeline.end);
  }

  get totals(): Readonly<ChannelTotals> {
    return this.#totals;
  }

  /** Stamps audio with the zone in force and offers it to the session. */
  push(pcm: Uint8Array): void {
    const start = this.#timeline.end;
    this.#timeline.append(pcm, this.#choice.zone, this.#options.clock.monotonic());
    if (!this.#resting) this.#current.audioArrived();
    const audio = this.#timeline.read(start, this.#timeline.end - start);
    if (audio) this.#saver.heard(audio.pcm, audio.start);
  }

  /** A caption of this channel came from the server: somebody speaks. */
  captioned({ text, endMs }: Caption): void {
    if (text !== '') this.#saver.captioned(msToSamples(endMs));
  }

  pushLoss(ms: number): void {
    this.#lost(this.#timeline.skip(ms));
  }

  writable(): Promise<void> {
    if (this.#current.waitingMs < writableMs) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  /**
   * From here on audio goes to the new choice only. In another place a new session begins with the present sample;
   * resolves when the old one is over. In the same place the session goes on, with other parameters.
   */
  async change(choice: CaptioningChoice): Promise<void> {
    const old = this.#current;
    const isHere = isSamePlace(this.#choice, choice);
    this.#choice = choice;
    const resting = this.#resting;
    // A resting session takes the new parameters when somebody speaks.
    if (isHere && resting) return;
    if (isHere && old.state !== 'ended') return this.#reconfigure(old);
    // Audio a refused session still owes keeps its stamp: it may go to the same place again, and to no other.
    const fromSample = isHere ? old.handOver() : this.#timeline.end;
    this.#resting = undefined;
    this.#isWoken = false;
    this.#current = this.#createSession(fromSample);
    this.#saver.began(fromSample);
    this.#finishing.add(old);
    const finished = resting ?? old.finish(this.#options.timings.drainMs);
    this.#current.start();
    this.#releaseWaiters();
    await finished;
    this.#finishing.delete(old);
  }

  /** See {@link StreamingSession.suspend}. */
  suspend(): void {
    this.#current.suspend();
  }

  /** See {@link StreamingSession.wake}. */
  wake(): void {
    for (const session of [this.#current, ...this.#finishing]) session.wake();
  }

  /** Finishes every session; see {@link StreamingSession.finish}. */
  async finish(withinMs?: number): Promise<void> {
    this.#saver.stop();
    const resting = this.#resting;
    this.#resting = undefined;
    const finishing = resting ? [...this.#finishing] : [this.#current, ...this.#finishing];
    await Promise.all([resting, ...finishing.map((session) => session.finish(withinMs))]);
  }

  /** Closes the session as Stop does. What it has not settled is quiet, so none of it is lost. */
  #rest(): Promise<boolean> {
    const session = this.#current;
    session.handOver();
    const resting = session.finish(this.#options.timings.stopMs).then(() => {
      const failed = session.problem !== undefined;
      if (failed && this.#resting === resting) this.#resting = undefined;
      return !failed;
    });
    return (this.#resting = resting);
  }

  #reopen(fromSample: number): void {
    this.#resting = undefined;
    this.#isWoken = true;
    this.#current = this.#createSession(fromSample);
    this.#current.start();
  }

  #shownState(session: StreamingSession): SessionState {
    const { state, problem } = session;
    if (session !== this.#current) return state;
    if (this.#resting && state === 'ended' && !problem) return 'idle';
    return this.#isWoken && state === 'connecting' ? 'reconnecting' : state;
  }

  /** Options that are refused leave the session as it is: captions go on, and the person is told. */
  #reconfigure(session: StreamingSession): void {
    const { refused, parameters } = this.#parameters();
    if (refused) session.remark(refused);
    else session.reconfigure(parameters);
  }

  /** What the choice asks of the server; `refused` where its options can't be sent. */
  #parameters(): { parameters: StreamingParameters; refused?: Problem } {
    const { zone, model, options } = this.#choice;
    try {
      return { parameters: captionParameters(zone, model, options) };
    } catch (thrown) {
      return { parameters: captionParameters(zone, model), refused: toProblem(thrown) };
    }
  }

  #createSession(fromSample: number): StreamingSession {
    let isReconnecting = false;
    const session: StreamingSession = new StreamingSession(
      {
        ...this.#options,
        id: this.#options.turns.newSession(),
        channel: this.channel,
        zone: this.#choice.zone,
        ...this.#parameters(),
        timeline: this.#timeline,
        fromSample,
      },
      {
        session: (event) => {
          if (event.state === 'live' && isReconnecting) this.#totals.reconnects += 1;
          isReconnecting = event.state === 'reconnecting';
          // Dropped while it was being closed: nothing is left that is worth another connection.
          if (this.#resting && session === this.#current && isReconnecting) return void session.finish(0);
          this.#events.session({ ...event, state: this.#shownState(session) });
        },
        receipt: this.#events.receipt,
        lost: (span) => this.#lost(span),
        host: (host) => {
          if (session === this.#current) this.#events.host(host);
        },
        sent: (samples) => (this.#totals.sentMs += samplesToMs(samples)),
        progress: () => this.#releaseWaiters(),
      },
    );
    return session;
  }

  #lost({ from, to }: Span): void {
    this.#totals.lostMs += samplesToMs(to - from);
    const gap = {
      channel: this.channel,
      fromMs: Math.round(samplesToMs(from)),
      toMs: Math.round(samplesToMs(to)),
    };
    this.#events.gap(gap);
  }

  #releaseWaiters(): void {
    if (this.#current.waitingMs >= writableMs) return;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }
}
