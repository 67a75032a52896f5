import { frameMs, msToSamples, samplesToMs } from '../../../shared/audio';
import type { SessionState } from '../../../shared/captioning-status';
import type { Problem } from '../../../shared/problems';
import { hidesPartials } from '../../../shared/streaming-options';
import { zones, type ZoneId } from '../../../shared/zones';
import type { SessionEvent, SessionReceipt } from '../captioning/captioning';
import type { ChannelTurns } from '../captions/channel-turns';
import { awaitsFormatting } from '../captions/turn-reducer';
import { AudioFeed } from './audio-feed';
import type { AudioTimeline, Span } from './audio-timeline';
import {
  ConnectionKeeper,
  type ConnectionKeeperOptions,
  type KeptState,
  type Link,
} from './connection-keeper';
import { familyOf, type StreamingParameters } from './connection-query';
import { heardTurn } from './heard-turn';
import { NamedTimers } from './named-timers';
import type { HeartbeatMessage, TurnMessage } from './server-message';
import { SessionRemarks } from './session-remarks';

/** The longest a turn can be that isn't told before its final: Pro models end one after 60 s. */
const hiddenTurnMs = 65_000;

export interface StreamingSessionEvents {
  session: (event: SessionEvent) => void;
  receipt: (receipt: SessionReceipt) => void;
  /** Captured audio that will get no captions, in samples. */
  lost: (span: Span) => void;
  /** The address is known: before each connection. */
  host: (host: string) => void;
  /** Audio went out: samples. */
  sent: (samples: number) => void;
  /** More audio may be pushed: some went out, or the session is over. */
  progress: () => void;
}

export interface StreamingSessionOptions extends Omit<ConnectionKeeperOptions, 'newLinkId' | 'fromSample'> {
  /** Unlike any other session's of this channel. */
  id: number;
  timeline: AudioTimeline;
  turns: ChannelTurns;
  /** Position of the first audio that is this session's. */
  fromSample: number;
  /** Why nothing may be sent with what was asked for: the session ends as it starts. */
  refused?: Problem | undefined;
}

/** Audio that waits for a network too slow for it, ms: from when on that is told, and until when. */
const stallMs = { told: 3_000, over: 1_000 };

/** The live connection and what feeds it. */
interface FedLink extends Link {
  readonly feed: AudioFeed;
}

/**
 * Captions one channel in one zone, over as many connections as that takes: keeps its place in the audio, replays what
 * is not settled after a drop, and never sends a frame captured under another zone (rule Z3).
 */
export class StreamingSession {
  readonly zone: ZoneId;
  readonly #options: StreamingSessionOptions;
  readonly #events: StreamingSessionEvents;
  readonly #timers: NamedTimers;
  readonly #keeper: ConnectionKeeper;
  readonly #finished: Promise<void>;
  #resolveFinished: () => void = () => undefined;
  #state: SessionState = 'connecting';
  #problem: Problem | undefined;
  #host: string;
  #sessionId: string | undefined;
  #model: string | undefined;
  readonly #remarks = new SessionRemarks();
  #fed: FedLink | undefined;
  /** Audio before this has its final, or was heard and had no speech. A replay begins here. */
  #settled: number;
  /** Set once no more audio will come. */
  #end: number | undefined;
  #isLossTold = false;
  /** The network takes the audio more slowly than it is spoken. */
  #isStalled = false;

  constructor(options: StreamingSessionOptions, events: StreamingSessionEvents) {
    const { zone, turns, fromSample, clock } = options;
    this.zone = zone;
    this.#options = options;
    this.#events = events;
    this.#timers = new NamedTimers(clock);
    this.#settled = fromSample;
    const { socketUrl } = zones[zone];
    this.#host = socketUrl ? new URL(socketUrl).host : '';
    this.#finished = new Promise((resolve) => (this.#resolveFinished = resolve));
    this.#keeper = new ConnectionKeeper(
      { ...options, newLinkId: () => turns.newConnection(), fromSample: () => this.#settled },
      {
        host: (host) => {
          this.#host = host;
          events.host(host);
        },
        state: (state) => this.#waits(state),
        live: (link) => this.#feed(link),
        successor: () => {
          if (!this.#hidesPartials) this.#takeOverBetweenTurns();
        },
        kept: (problem, code) => this.remark(problem, code),
        warning: (message) => {
          const problem = this.#state === 'live' && this.#remarks.warning(message, this.#host);
          if (problem) this.#tell('live', undefined, problem);
        },
        revision: (link, message) => void turns.apply({ type: 'revision', connection: link.id, message }),
        turn: (link, message) => this.#heardTurn(link, message),
        heartbeat: (link, message) => this.#heardHeartbeat(link, message),
        receipt: events.receipt,
        lost: (link) => this.#lost(link),
        terminated: () => this.#terminated(),
        failed: (problem, code) => this.#over(problem, code),
      },
    );
  }

  get state(): SessionState {
    return this.#state;
  }

  get problem(): Problem | undefined {
    return (
      this.#problem ?? (this.#isStalled ? { code: 'network-slow', params: { host: this.#host } } : undefined)
    );
  }

  get host(): string {
    return this.#host;
  }

  /** The model that answers, as the server echoed it. */
  get model(): string | undefined {
    return this.#model;
  }

  get sessionId(): string | undefined {
    return this.#sessionId;
  }

  /** Captured audio that waits to be sent, ms. */
  get waitingMs(): number {
    if (this.#state === 'ended') return 0;
    return samplesToMs((this.#end ?? this.#options.timeline.end) - (this.#fed?.feed.cursor ?? this.#settled));
  }

  /** Begins to connect. */
  start(): void {
    const { refused } = this.#options;
    if (refused) return this.#over(refused);
    this.#tell('connecting');
    this.#keeper.start();
  }

  /**
   * Other parameters, checked before, for the same server: told to the running connection, or handed over to a new one,
   * without losing a word.
   */
  reconfigure(parameters: StreamingParameters): void {
    if (this.#remarks.refused) this.remark(undefined);
    this.#keeper.reconfigure(parameters);
  }

  /** Says, for as long as the parameters stay, why captions go on without those asked for. */
  remark(problem: Problem | undefined, code?: number): void {
    this.#remarks.refused = problem;
    if (this.#fed) this.#tellLive(this.#fed, code);
  }

  /** New audio is in the timeline. */
  audioArrived(): void {
    this.#watchIdle();
    this.#pump();
  }

  /**
   * No more audio: sends the rest, asks for the last final, ends. Resolves when over. Without `withinMs` it goes on
   * reconnecting as long as it takes (see `giveUpMs`).
   */
  finish(withinMs?: number): Promise<void> {
    this.#end ??= this.#options.timeline.end;
    this.#timers.cancel('idle');
    if (this.#state === 'ended') {
      this.#tellLoss();
    } else if (!this.#keeper.live && this.#settled >= this.#end && !this.#timers.has('termination')) {
      this.#over();
    } else {
      this.#keeper.finish();
      if (withinMs !== undefined) {
        // What can't be sent in the first part of the time gives way to the last final of what was.
        this.#timers.set('cut', withinMs * 0.6, () => this.#terminate());
        this.#timers.set('bound', withinMs, () => this.#over());
      }
      this.#pump();
    }
    return this.#finished;
  }

  /** The computer is about to sleep: see {@link ConnectionKeeper.suspend}. */
  suspend(): void {
    if (this.#state !== 'ended') this.#keeper.suspend();
  }

  /** The computer woke, its clock was set or its network changed: see {@link ConnectionKeeper.wake}. */
  wake(): void {
    if (this.#state !== 'ended') this.#keeper.wake();
  }

  /** Hands audio that a failed session still owes to its successor in the same zone. Returns where that begins. */
  handOver(): number {
    this.#isLossTold = true;
    return this.#settled;
  }

  #waits({ state, problem, code }: KeptState): void {
    this.#problem = problem;
    this.#tell(state, code);
  }

  /** From here on this connection gets the audio, from the first that isn't settled. */
  #feed(link: Link): void {
    const { timeline, clock } = this.#options;
    const feed = new AudioFeed({
      connection: link.connection,
      timeline,
      zone: this.zone,
      clock,
      from: this.#settled,
      isPaced: this.zone !== 'device' && this.zone !== 'self-hosted',
      sent: this.#events.sent,
      skipped: (from, to) => {
        for (const span of timeline.giveUp(from, to)) this.#events.lost(span);
        // What was sent before the hole may not be settled yet: it is replayed after a drop.
        if (from <= this.#settled) this.#settle(to);
      },
    });
    this.#fed = { ...link, feed };
    this.#model = link.connection.configuration?.model ?? undefined;
    this.#sessionId = link.connection.sessionId;
    this.#tellLive(link);
    this.#pump();
  }

  #tellLive({ connection }: Link, code?: number): void {
    this.#problem = this.#remarks.problemOf(connection);
    this.#tell('live', code);
  }

  #pump(): void {
    const feed = this.#fed?.feed;
    if (!feed) return;
    const againMs = feed.pump(this.#end);
    this.#watchStall(feed);
    this.#events.progress();
    if (againMs !== undefined) this.#timers.set('pump', againMs, () => this.#pump());
    else if (this.#end !== undefined && feed.isDone(this.#end)) this.#terminate();
  }

  /** Told once it is worth telling, and taken back once it has caught up. */
  #watchStall(feed: AudioFeed): void {
    const limitMs = this.#isStalled ? stallMs.over : stallMs.told;
    const isStalled = feed.isBlocked && this.waitingMs >= limitMs;
    if (isStalled === this.#isStalled) return;
    this.#isStalled = isStalled;
    this.#tell('live');
  }

  /** A source that stops without silence (unplugged, a paused pipe) would leave its last turn open for good. */
  #watchIdle(): void {
    this.#timers.set('idle', this.#options.timings.idleMs, () => {
      // While a backlog is being sent, the turn has more audio to come.
      if (this.waitingMs >= frameMs) this.#watchIdle();
      else if (this.#fed && this.#mayBeTelling(this.#fed)) this.#fed.connection.forceEndpoint();
    });
  }

  #terminate(): void {
    if (!this.#fed?.connection.live) return;
    this.#fed.connection.terminate();
    this.#waitForTermination();
  }

  /** A server that is behind still has to hear the rest; as long as turns come, it is at work. */
  #waitForTermination(): void {
    const behindMs = this.#fed?.feed.behindMs ?? 0;
    this.#timers.set('termination', behindMs + this.#options.timings.quietEndMs, () => this.#over());
  }

  #heardTurn(link: Link, message: TurnMessage): void {
    const { id, turns, timeline, clock, timings } = this.#options;
    const { speech_model, format_turns } = link.connection.parameters;
    const family = familyOf(speech_model);
    const formats = format_turns === true;
    const event = heardTurn(message, {
      session: id,
      connection: link.id,
      family,
      formats,
      sent: link.connection.sent,
      timeline,
      settled: this.#settled,
      now: clock.monotonic(),
    });
    this.#settleMs(turns.apply(event));
    if (awaitsFormatting(event)) {
      this.#timers.set('formatted', timings.formattedMs, () =>
        this.#settleMs(turns.apply({ type: 'overdue', connection: link.id, order: message.turn_order })),
      );
    }
    if (this.#end === undefined && !this.#timers.has('idle')) this.#watchIdle();
    if (this.#timers.has('termination')) this.#waitForTermination();
    if (message.end_of_turn || !this.#hidesPartials) this.#takeOverBetweenTurns();
  }

  /** Silence is settled too, or an outage after a long pause would replay the pause. */
  #heardHeartbeat(link: Link, message: HeartbeatMessage): void {
    const { id, turns } = this.#options;
    if (turns.isTelling(link.id)) return;
    const heard = this.#fed?.feed.heardUntil(
      message.total_audio_received_ms ?? 0,
      this.#hidesPartials ? hiddenTurnMs : 0,
    );
    if (heard === undefined || heard <= this.#settled) return;
    this.#settle(heard);
    turns.apply({ type: 'quiet', session: id, untilMs: samplesToMs(heard) });
  }

  /** Whether turns are told by their finals alone. */
  get #hidesPartials(): boolean {
    return hidesPartials(this.#fed?.connection.parameters ?? {});
  }

  #mayBeTelling(link: Link): boolean {
    return this.#hidesPartials || this.#options.turns.isTelling(link.id);
  }

  /** A rollover happens where nothing is on screen that would change. */
  #takeOverBetweenTurns(): void {
    if (this.#fed && !this.#options.turns.isTelling(this.#fed.id)) this.#keeper.takeOver();
  }

  #settleMs(ms: number | undefined): void {
    if (ms !== undefined) this.#settle(msToSamples(ms));
  }

  #settle(position: number): void {
    this.#settled = Math.max(this.#settled, position);
  }

  #lost(link: Link): void {
    this.#fed = undefined;
    this.#isStalled = false;
    for (const name of ['pump', 'formatted', 'termination']) this.#timers.cancel(name);
    this.#settleMs(this.#options.turns.apply({ type: 'lost', connection: link.id }));
  }

  /** All that was sent is settled; after a cut, the rest was never sent. */
  #terminated(): void {
    const { id, turns } = this.#options;
    if (this.#fed) this.#settle(Math.min(this.#fed.feed.cursor, this.#end ?? Infinity));
    turns.apply({ type: 'quiet', session: id, untilMs: samplesToMs(this.#settled) });
    this.#over();
  }

  /** The session is over: everything on screen gets its final, and what was captured in vain is told. */
  #over(problem?: Problem, code?: number): void {
    if (this.#state === 'ended') return;
    this.#problem = problem;
    this.#timers.cancelAll();
    this.#settleMs(this.#options.turns.apply({ type: 'over', session: this.#options.id }));
    this.#fed = undefined;
    this.#tell('ended', code);
    this.#keeper.close();
    if (this.#end !== undefined) this.#tellLoss();
    this.#events.progress();
    this.#resolveFinished();
  }

  #tellLoss(): void {
    if (this.#isLossTold || this.#end === undefined) return;
    this.#isLossTold = true;
    for (const span of this.#options.timeline.giveUp(this.#settled, this.#end)) this.#events.lost(span);
    this.#settle(this.#end);
  }

  #tell(state: SessionState, code?: number, problem = this.problem): void {
    this.#state = state;
    this.#events.session({
      channel: this.#options.channel,
      state,
      zone: this.zone,
      host: this.#host,
      ...(this.#sessionId !== undefined && { sessionId: this.#sessionId }),
      ...(code !== undefined && { code }),
      ...(problem && { problem }),
    });
  }
}
