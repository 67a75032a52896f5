import type { SessionState } from '../../../shared/captioning-status';
import type { Problem, ProblemCode } from '../../../shared/problems';
import type { SessionReceipt } from '../captioning/captioning';
import type { StreamingParameters } from './connection-query';
import { NamedTimers } from './named-timers';
import { decideRetry, retryDelayMs, type Retry } from './retry-policy';
import type { HeartbeatMessage, SpeakerRevisionMessage, TurnMessage, WarningMessage } from './server-message';
import type { SessionConnection } from './session-connection';
import { SessionConnector, type SessionConnectorOptions } from './session-connector';
import { codeOf, describeEnding, type SessionEnding } from './session-ending';
import { WantedParameters } from './wanted-parameters';

/** A connection, and its number in the channel's turns. */
export interface Link {
  readonly id: number;
  readonly connection: SessionConnection;
}

export interface ConnectionKeeperOptions extends Omit<SessionConnectorOptions, 'parameters'> {
  /** What is asked of the server at first; see {@link ConnectionKeeper.reconfigure}. */
  parameters: StreamingParameters;
  /** A number for a new connection, unlike any other of the channel. */
  newLinkId: () => number;
  /** Position of the first audio that a connection opened now would get. */
  fromSample: () => number;
  /** 0 ≤ value < 1, for the jitter of retries. */
  random: () => number;
  /** Fails after so long without connection; absent is never. */
  giveUpMs?: number | undefined;
}

export interface KeptState {
  state: Exclude<SessionState, 'live' | 'idle' | 'ended'>;
  problem?: Problem | undefined;
  /** Close or HTTP code behind it. */
  code?: number | undefined;
}

export interface ConnectionKeeperEvents {
  /** The address is known: before each connection. */
  host: (host: string) => void;
  state: (state: KeptState) => void;
  /** `Begin` came: this is the connection to feed from now on. */
  live: (link: Link) => void;
  /** A successor is live: {@link ConnectionKeeper.takeOver} may be called between two turns. */
  successor: () => void;
  turn: (link: Link, message: TurnMessage) => void;
  heartbeat: (link: Link, message: HeartbeatMessage) => void;
  /** Of the fed connection or of one that only ends: it names turns by the connection's own numbers. */
  revision: (link: Link, message: SpeakerRevisionMessage) => void;
  warning: (message: WarningMessage) => void;
  /** The server doesn't take the parameters asked for last: captions go on with those before. */
  kept: (problem: Problem, code?: number) => void;
  receipt: (receipt: SessionReceipt) => void;
  /** The connection that was fed is not listened to any more; what it left unsettled is for the next one. */
  lost: (link: Link) => void;
  /** The connection ended as we asked, with its last final. */
  terminated: (link: Link) => void;
  /** Nothing more will be tried. */
  failed: (problem: Problem, code?: number) => void;
}

const rolloverRetryMs = 15_000;
/** A computer that wants to sleep does so by then; while it sleeps this time stands still, or is over on waking. */
const sleepWithinMs = 30_000;
/** AssemblyAI ends every session after three hours. */
const longestSessionMs = 3 * 60 * 60_000;

/** Who opens sessions with an organisation's tokens has no key to check. */
const inWordsOf = (problem: Problem, { connection }: Link): Problem =>
  problem.code === 'key-refused' && connection.destination.token
    ? { ...problem, code: 'token-refused' }
    : problem;

/** What keeps a connection from being opened, and may be over in a moment. */
const mayPass: ReadonlySet<ProblemCode> = new Set([
  'engine-crashed',
  'token-broker-unreachable',
  'proxy-unreachable',
]);

/**
 * Keeps one session connected to its zone: retries, gives up if it must, and rolls over before a connection expires or
 * where other parameters need a new one.
 */
export class ConnectionKeeper {
  readonly #options: ConnectionKeeperOptions;
  readonly #events: ConnectionKeeperEvents;
  readonly #timers: NamedTimers;
  readonly #connector: SessionConnector;
  /** The connection whose turns count; fed once it is live. */
  #active: Link | undefined;
  /** Opened before the active one expires, to take over from it. */
  #next: Link | undefined;
  /** Connections that were taken over from and only end. */
  readonly #retired = new Set<Link>();
  readonly #wanted: WantedParameters;
  /** A successor is wanted, open or on its way, because the active connection can't have the parameters. */
  #isHandingOver = false;
  #host = '';
  #problem: Problem | undefined;
  #hasBegun = false;
  #isFinishing = false;
  #isClosed = false;
  #isSuspended = false;
  #failures = 0;
  /** The same ending as last time, so often in a row. */
  #repeats = 0;
  #lastEnding: string | undefined;

  constructor(options: ConnectionKeeperOptions, events: ConnectionKeeperEvents) {
    this.#options = options;
    this.#events = events;
    this.#timers = new NamedTimers(options.clock);
    this.#wanted = new WantedParameters(options.parameters);
    this.#connector = new SessionConnector({ ...options, parameters: () => this.#wanted.current });
  }

  /** The live connection, if there is one. */
  get live(): Link | undefined {
    return this.#active?.connection.live ? this.#active : undefined;
  }

  start(): void {
    this.#startGivingUp();
    this.#connect(0);
  }

  /**
   * Asks for other parameters, checked before. A live connection is told what it can change; for the rest a successor is
   * opened that takes over between two turns. Without live connection the next one gets them.
   */
  reconfigure(parameters: StreamingParameters): void {
    this.#wanted.want(parameters);
    this.#followParameters();
  }

  /** No more audio will come: it isn't worth rolling over any more. */
  finish(): void {
    if (this.#isSuspended) this.wake();
    this.#isFinishing = true;
    this.#timers.cancel('rollover');
    this.#timers.cancel('take-over');
    this.#next?.connection.abandon('not needed');
    // With a live connection, what is on its way is a successor.
    if (this.live) this.#connector.cancel();
  }

  /** Makes a live successor the active connection. To be called between two turns. */
  takeOver(): void {
    const old = this.#active;
    const next = this.#next;
    if (!old || !next?.connection.live) return;
    this.#next = undefined;
    this.#events.lost(old);
    this.#retired.add(old);
    old.connection.terminate();
    this.#timers.set(`retire ${old.id}`, this.#options.timings.quietEndMs, () => {
      old.connection.abandon('no Termination');
    });
    this.#activate(next);
  }

  /**
   * The computer is about to sleep: ends what is open, as a session left open is billed, and connects again on
   * {@link wake}. A sleep that doesn't come is soon over too.
   */
  suspend(): void {
    if (this.#isClosed || this.#isFinishing) return;
    this.#isSuspended = true;
    this.#connector.cancel();
    this.#timers.cancel('rollover');
    this.#timers.cancel('take-over');
    this.#next?.connection.abandon('the computer sleeps');
    if (this.live) this.live.connection.terminate();
    else this.#active?.connection.abandon('the computer sleeps');
    this.#timers.set('suspended', sleepWithinMs, () => this.wake());
  }

  /**
   * The computer woke or its network changed: what waits for its turn tries at once, and what is connected has to show
   * that it lives.
   */
  wake(): void {
    if (this.#isClosed) return;
    this.#isSuspended = false;
    this.#timers.cancel('suspended');
    this.#failures = 0;
    if (this.#active) {
      for (const link of [this.#active, this.#next, ...this.#retired]) link?.connection.probe();
    } else this.#connect(0);
  }

  /** Drops everything. No event follows but receipts. */
  close(): void {
    this.#isClosed = true;
    this.#timers.cancelAll();
    this.#connector.cancel();
    for (const link of [this.#active, this.#next, ...this.#retired])
      link?.connection.abandon('ended by Sotto');
  }

  /** Opens the connection that becomes the active one or, while there is one, its successor. */
  #connect(delayMs: number): void {
    let link: Link | undefined;
    const withLink = (act: (link: Link) => void): void => {
      if (link && !this.#isClosed) act(link);
    };
    this.#connector.connect(
      delayMs,
      this.#options.fromSample,
      {
        host: (host) => {
          this.#host = host;
          this.#events.host(host);
        },
        queued: () => this.#queued(),
        failed: (problem) => this.#connectFailed(problem),
        opened: (connection) => {
          link = { id: this.#options.newLinkId(), connection };
          if (this.#active) this.#next = link;
          else {
            this.#active = link;
            this.#startGivingUp();
          }
        },
      },
      {
        begin: () => withLink((one) => this.#began(one)),
        turn: (message) => withLink((one) => one === this.#active && this.#events.turn(one, message)),
        heartbeat: (message) =>
          withLink((one) => one === this.#active && this.#events.heartbeat(one, message)),
        revision: (message) => withLink((one) => this.#events.revision(one, message)),
        warning: (message) => withLink(() => this.#events.warning(message)),
        receipt: this.#events.receipt,
        ended: (ending, terminated) => withLink((one) => this.#ended(one, ending, terminated)),
      },
    );
  }

  /** Waiting for the account's limit isn't an unreachable zone: the time for giving up doesn't run. */
  #queued(): void {
    if (this.#active) return;
    this.#timers.cancel('give-up');
    this.#problem ??= { code: 'too-many-sessions', params: { host: this.#host } };
    this.#tellWaiting();
  }

  /** Mostly trying again would change nothing. */
  #connectFailed(problem: Problem): void {
    // A successor that can't be had leaves the active connection as it is.
    if (this.#active) {
      if (!this.#isHandingOver) this.#rollOverLater();
      else this.#keepParameters(this.#active, problem);
      return;
    }
    if (mayPass.has(problem.code)) this.#retry('backoff', problem);
    else this.#events.failed(problem);
  }

  #began(link: Link): void {
    if (link === this.#next) {
      const { handOverMs } = this.#options.timings;
      if (this.#isHandingOver) this.#timers.set('take-over', handOverMs, () => this.takeOver());
      this.#events.successor();
    } else if (link === this.#active) this.#activate(link);
  }

  #activate(link: Link): void {
    this.#active = link;
    this.#problem = undefined;
    this.#hasBegun = true;
    this.#isHandingOver = false;
    this.#wanted.begin();
    this.#timers.cancel('give-up');
    this.#timers.set('stable', this.#options.timings.stableMs, () => {
      this.#failures = 0;
      this.#lastEnding = undefined;
    });
    if (!this.#isFinishing) this.#planRollover(link);
    this.#events.live(link);
    this.#followParameters();
  }

  /** Brings the live connection to the parameters asked for last. */
  #followParameters(): void {
    const active = this.live;
    if (!active || this.#isFinishing) return;
    if (this.#wanted.giveTo(active.connection)) {
      if (this.#isHandingOver) this.#dropSuccessor(active);
      return;
    }
    if (this.#next && this.#wanted.suit(this.#next.connection)) return;
    this.#dropSuccessor(active);
    this.#isHandingOver = true;
    this.#rollOver();
  }

  /** A successor with parameters that nobody wants any more; one for the age of the session is planned anew. */
  #dropSuccessor(active: Link): void {
    const next = this.#next;
    this.#isHandingOver = false;
    this.#next = undefined;
    this.#connector.cancel();
    next?.connection.abandon('not needed');
    this.#planRollover(active);
  }

  #keepParameters(active: Link, problem: Problem, code?: number): void {
    this.#wanted.keep(active.connection);
    this.#dropSuccessor(active);
    this.#events.kept(problem, code);
  }

  #planRollover({ connection: { expiresAt } }: Link): void {
    this.#timers.cancel('rollover');
    this.#timers.cancel('take-over');
    if (expiresAt === undefined) return;
    const { clock, timings } = this.#options;
    const toldMs = expiresAt - clock.now();
    // A clock set wrong must neither roll over at once nor too late.
    const leftMs = toldMs > 0 ? Math.min(toldMs, longestSessionMs) : longestSessionMs;
    const earlyMs = Math.min(timings.rolloverMs, leftMs / 2);
    this.#timers.set('rollover', leftMs - earlyMs, () => this.#rollOver());
    // A turn that goes on and on is cut in the end: its audio is told anew by the successor.
    this.#timers.set('take-over', leftMs - earlyMs / 4, () => this.takeOver());
  }

  #rollOver(): void {
    if (this.#next) return;
    this.#events.state({ state: 'rollover' });
    this.#connect(0);
  }

  #rollOverLater(): void {
    if (!this.#isFinishing) this.#timers.set('rollover', rolloverRetryMs, () => this.#rollOver());
  }

  #ended(link: Link, ending: SessionEnding, terminated: boolean): void {
    this.#retired.delete(link);
    this.#timers.cancel(`retire ${link.id}`);
    if (link === this.#next) {
      this.#next = undefined;
      const { retry, problem } = decideRetry(ending, this.#host, 0);
      // What the server refuses now it would refuse again: the active connection still captions.
      if (this.#isHandingOver && this.#active && retry === 'fatal' && !this.#isFinishing) {
        this.#keepParameters(this.#active, problem, codeOf(ending));
      } else this.#rollOverLater();
    }
    if (link !== this.#active) return;
    const wasLive = link.connection.sessionId !== undefined;
    const next = this.#next;
    this.#active = undefined;
    this.#next = undefined;
    this.#isHandingOver = false;
    for (const name of ['stable', 'rollover', 'take-over']) this.#timers.cancel(name);
    if (terminated && this.#isFinishing) return this.#events.terminated(link);
    this.#events.lost(link);
    if (next?.connection.live) return this.#activate(next);
    if (this.#isSuspended) return this.#tellWaiting();
    const told = describeEnding(ending);
    this.#repeats = told === this.#lastEnding ? this.#repeats + 1 : 0;
    this.#lastEnding = told;
    const { retry, problem } = decideRetry(ending, this.#host, this.#repeats, {
      wasLive,
      hasBegun: this.#hasBegun,
    });
    if (next) {
      this.#active = next;
      this.#problem = problem;
      this.#startGivingUp();
      this.#tellWaiting(codeOf(ending));
    } else if (problem.code === 'bad-parameter' && this.#wanted.undo()) {
      // An option the server doesn't take after all must not be the end of the captions.
      this.#events.kept(problem, codeOf(ending));
      this.#retry('at-once', problem, codeOf(ending));
    } else if (retry === 'fatal') this.#events.failed(inWordsOf(problem, link), codeOf(ending));
    else this.#retry(retry, problem, codeOf(ending));
  }

  #retry(retry: Exclude<Retry, 'fatal'>, problem: Problem, code?: number): void {
    this.#problem = problem;
    this.#startGivingUp();
    this.#tellWaiting(code);
    this.#connect(retryDelayMs(retry, this.#failures++, this.#options.random()));
  }

  #tellWaiting(code?: number): void {
    this.#events.state({
      state: this.#hasBegun ? 'reconnecting' : 'connecting',
      problem: this.#problem,
      code,
    });
  }

  #startGivingUp(): void {
    const { giveUpMs } = this.#options;
    if (giveUpMs === undefined || this.#timers.has('give-up')) return;
    this.#timers.set('give-up', giveUpMs, () => {
      this.#events.failed(this.#problem ?? { code: 'zone-unreachable', params: { host: this.#host } });
    });
  }
}
