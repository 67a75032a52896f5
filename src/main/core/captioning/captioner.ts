import { EventEmitter } from 'node:events';
import type { Channel } from '../../../shared/audio';
import type { CaptioningPhase, CaptioningStatus, ChannelStatus } from '../../../shared/captioning-status';
import type { Caption } from '../../../shared/captions';
import type { Problem } from '../../../shared/problems';
import { ChannelTurns } from '../captions/channel-turns';
import { EchoFilter } from '../captions/echo-filter';
import { systemClock, type Clock } from '../streaming/clock';
import { DisruptionWatch, networkAddresses } from '../streaming/disruption-watch';
import type { OpenSocket } from '../streaming/open-socket';
import { SessionLimiter } from '../streaming/session-limiter';
import { defaultTimings, type SessionTimings } from '../streaming/session-timings';
import {
  isSamePlace,
  type Captioning,
  type CaptioningChoice,
  type CaptioningEvents,
  type CaptioningTotals,
  type DestinationOf,
  type SessionReceipt,
} from './captioning';
import { ChannelCaptioner } from './channel-captioner';
import { CostMeter } from './cost-meter';
import { LatencyWindow } from './latency-window';

/**
 * `new Captioner({ destinationOf, openSocket, appVersion, clock?, random?, giveUpMs?, keepMs?, timings? })`, where
 * `openSocket` is `createOpenSocket()` and `destinationOf` is `createDestinationOf(…)`.
 */
export interface CaptionerOptions {
  destinationOf: DestinationOf;
  openSocket: OpenSocket;
  appVersion: string;
  clock?: Clock;
  /** 0 ≤ value < 1, for the jitter of retries. */
  random?: () => number;
  /** Gives an unreachable zone up after so long; absent is never. */
  giveUpMs?: number | undefined;
  /** Audio kept for a replay, ms; 120 s by default. */
  keepMs?: number | undefined;
  /** Of new sessions for a key; shared with whoever else uses the account. */
  limiter?: SessionLimiter | undefined;
  /** This computer's addresses, to see its network change. */
  networkAddresses?: (() => readonly string[]) | undefined;
  /**
   * Idle saving: time without speech after which a channel's session is closed until somebody speaks, ms; undefined is
   * never. Asked anew each time, so that a change of settings counts at once.
   */
  idleAfterMs?: (() => number | undefined) | undefined;
  /** Limits other than the defaults. */
  timings?: Partial<SessionTimings> | undefined;
}

interface Run {
  choice: CaptioningChoice;
  channels: Map<Channel, ChannelCaptioner>;
  /** Channels that were closed while the run went on, for the totals. */
  closed: ChannelCaptioner[];
  /** Turn numbers outlive the closing of their channel. */
  turns: Map<Channel, ChannelTurns>;
  /** Between the turns and what is told. */
  echo: EchoFilter;
  cost: CostMeter;
  /** Turns that came to some text. */
  turnCount: number;
  /** The zone in force and since when; told once its host is known. */
  zone: { sinceMs: number; isTold: boolean };
  isStopping: boolean;
}

const statusEveryMs = 1_000;
/** While nothing else happens, a sign of life from the server brings the cost up to date so often. */
const costEveryMs = 30_000;

/** Captions a conversation over real sessions. One run at a time: `start`, audio, then `finish` or `stop`. */
export class Captioner implements Captioning {
  readonly #options: CaptionerOptions;
  readonly #clock: Clock;
  readonly #limiter: SessionLimiter;
  readonly #disruptions: DisruptionWatch;
  readonly #emitter = new EventEmitter();
  #run: Run | undefined;
  #latency = new LatencyWindow();
  #latestEndMs = new Map<Channel, number>();
  #status: CaptioningStatus = { phase: 'stopped', zone: 'device', host: '', channels: [] };
  #statusAt = 0;

  constructor(options: CaptionerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#limiter = options.limiter ?? new SessionLimiter(this.#clock);
    this.#disruptions = new DisruptionWatch(this.#clock, options.networkAddresses ?? networkAddresses, () =>
      this.wake(),
    );
  }

  get status(): CaptioningStatus {
    return this.#status;
  }

  on<Name extends keyof CaptioningEvents>(name: Name, listener: CaptioningEvents[Name]): () => void {
    this.#emitter.on(name, listener);
    return () => this.#emitter.off(name, listener);
  }

  start(choice: CaptioningChoice, channels: readonly Channel[]): void {
    if (this.#run) throw new Error('captioning is already running');
    const run: Run = {
      choice,
      channels: new Map(),
      closed: [],
      turns: new Map(),
      echo: new EchoFilter({
        clock: this.#clock,
        hasOthers: () => run.channels.has('others'),
        emit: (caption) => this.#captioned(run, caption),
      }),
      cost: new CostMeter(() => this.#clock.monotonic()),
      turnCount: 0,
      zone: { sinceMs: 0, isTold: false },
      isStopping: false,
    };
    this.#run = run;
    this.#latency = new LatencyWindow();
    this.#latestEndMs = new Map();
    for (const channel of channels) run.channels.set(channel, this.#createChannel(run, channel));
    for (const channel of run.channels.values()) channel.start();
    this.#disruptions.start();
  }

  openChannel(channel: Channel, beginMs: number): void {
    const run = this.#run;
    if (!run || run.isStopping || run.channels.has(channel)) return;
    const captioner = this.#createChannel(run, channel, beginMs);
    run.channels.set(channel, captioner);
    captioner.start();
  }

  async closeChannel(channel: Channel): Promise<void> {
    const run = this.#run;
    const captioner = run?.channels.get(channel);
    if (!run || !captioner || run.isStopping) return;
    run.channels.delete(channel);
    run.closed.push(captioner);
    await captioner.finish(this.#stopMs);
    this.#tellStatus();
  }

  pushAudio(channel: Channel, pcm: Uint8Array): void {
    if (this.#run?.isStopping === false) this.#run.channels.get(channel)?.push(pcm);
  }

  pushLoss(channel: Channel, ms: number): void {
    if (this.#run?.isStopping === false) this.#run.channels.get(channel)?.pushLoss(ms);
  }

  async writable(channel: Channel): Promise<void> {
    await this.#run?.channels.get(channel)?.writable();
  }

  async change(choice: CaptioningChoice): Promise<void> {
    const run = this.#run;
    if (!run || run.isStopping) return;
    if (!isSamePlace(run.choice, choice)) run.zone = { sinceMs: audioMsOf(run), isTold: false };
    run.choice = choice;
    const finished = [...run.channels.values()].map((channel) => channel.change(choice));
    this.#tellStatus();
    await Promise.all(finished);
  }

  suspend(): void {
    for (const channel of this.#run?.channels.values() ?? []) channel.suspend();
  }

  wake(): void {
    for (const channel of this.#run?.channels.values() ?? []) channel.wake();
  }

  finish(): Promise<CaptioningTotals> {
    return this.#end();
  }

  stop(): Promise<CaptioningTotals> {
    return this.#end(this.#stopMs);
  }

  get #stopMs(): number {
    return this.#options.timings?.stopMs ?? defaultTimings.stopMs;
  }

  async #end(withinMs?: number): Promise<CaptioningTotals> {
    const run = this.#run;
    if (!run) throw new Error('captioning is not running');
    run.isStopping = true;
    this.#tellStatus();
    const channels = [...run.closed, ...run.channels.values()];
    await Promise.all(channels.map((channel) => channel.finish(withinMs)));
    run.echo.flush();
    // A Stop during a `finish` ends the same run twice.
    if (this.#run === run) {
      this.#run = undefined;
      this.#disruptions.stop();
      const problem = problemOf([...run.channels.values()].map(({ status }) => status));
      this.#setStatus({
        phase: 'stopped',
        zone: run.choice.zone,
        host: this.#status.host,
        channels: [],
        ...(problem && { problem }),
      });
    }
    return totalsOf(run);
  }

  #createChannel(run: Run, channel: Channel, beginMs = 0): ChannelCaptioner {
    const { destinationOf, openSocket, appVersion, random = Math.random } = this.#options;
    const { giveUpMs, keepMs, idleAfterMs, timings } = this.#options;
    const turns =
      run.turns.get(channel) ??
      new ChannelTurns(
        channel,
        (caption) => {
          run.channels.get(channel)?.captioned(caption);
          run.echo.take(caption);
        },
        (change) => this.#emit('speaker', change),
      );
    run.turns.set(channel, turns);
    const captioner: ChannelCaptioner = new ChannelCaptioner(
      channel,
      run.choice,
      {
        turns,
        destinationOf,
        openSocket: run.cost.metered(openSocket),
        appVersion,
        random,
        giveUpMs,
        keepMs,
        beginMs,
        idleAfterMs,
        timings: { ...defaultTimings, ...timings },
        clock: this.#clock,
        limiter: this.#limiter,
      },
      {
        gap: (gap) => this.#emit('gap', gap),
        session: (event) => {
          this.#emit('session', event);
          this.#tellStatus();
        },
        receipt: (receipt) => this.#receipted(receipt),
        host: (host) => {
          // One that is closed may still be connecting in the zone before.
          if (run.channels.get(channel) === captioner) this.#tellZone(run, host);
        },
      },
    );
    return captioner;
  }

  #captioned(run: Run, caption: Caption): void {
    if (caption.final && caption.text) run.turnCount += 1;
    this.#emit('caption', caption);
    // Only text that covers new audio says something about latency; a final repeats what was shown.
    const { channel, endMs, latencyMs } = caption;
    if (latencyMs === undefined || endMs <= (this.#latestEndMs.get(channel) ?? -1)) return;
    this.#latestEndMs.set(channel, endMs);
    this.#latency.add(latencyMs);
    if (this.#clock.monotonic() - this.#statusAt >= statusEveryMs) this.#tellStatus();
  }

  #receipted(receipt: SessionReceipt): void {
    this.#emit('receipt', receipt);
    if (this.#clock.monotonic() - this.#statusAt >= costEveryMs) this.#tellStatus();
  }

  #tellZone(run: Run, host: string): void {
    if (run.zone.isTold) return;
    run.zone.isTold = true;
    this.#emit('zone', { zone: run.choice.zone, host, atMs: Math.round(run.zone.sinceMs) });
    this.#tellStatus();
  }

  #tellStatus(): void {
    const run = this.#run;
    if (!run) return;
    const captioners = [...run.channels.values()];
    const channels = captioners.map(({ status }) => status);
    const problem = problemOf(channels);
    const latencyMs = this.#latency.median;
    const model = captioners.map((captioner) => captioner.model).find((one) => one !== undefined);
    const { cost } = run.cost;
    this.#setStatus({
      phase: run.isStopping ? 'stopping' : phaseOf(channels),
      zone: run.choice.zone,
      host: captioners[0]?.host ?? '',
      channels,
      ...(model !== undefined && { model }),
      ...(problem && { problem }),
      ...(latencyMs !== undefined && { latencyMs }),
      ...(cost && { cost }),
    });
  }

  #setStatus(status: CaptioningStatus): void {
    this.#status = status;
    this.#statusAt = this.#clock.monotonic();
    this.#emit('status', status);
  }

  #emit<Name extends keyof CaptioningEvents>(
    name: Name,
    ...values: Parameters<CaptioningEvents[Name]>
  ): void {
    this.#emitter.emit(name, ...values);
  }
}

/** The whole from the worst of its channels. */
const phaseOf = (channels: readonly ChannelStatus[]): CaptioningPhase => {
  const states = channels.map(({ state }) => state);
  if (states.includes('ended')) return 'failed';
  if (states.includes('reconnecting')) return 'reconnecting';
  // With no channel open yet, the first source is still being asked for.
  if (states.includes('connecting') || states.length === 0) return 'starting';
  if (states.every((state) => state === 'idle')) return 'idle';
  return 'live';
};

const problemOf = (channels: readonly ChannelStatus[]): Problem | undefined =>
  channels.find(({ problem }) => problem)?.problem;

const audioMsOf = ({ channels, closed }: Run): number =>
  Math.max(0, ...[...channels.values(), ...closed].map(({ audioMs }) => audioMs));

const totalsOf = (run: Run): CaptioningTotals => {
  const totals = [...run.channels.values(), ...run.closed].map((channel) => channel.totals);
  const sum = (pick: (one: (typeof totals)[number]) => number): number =>
    totals.reduce((total, one) => total + pick(one), 0);
  return {
    audioMs: Math.round(audioMsOf(run)),
    sentMs: Math.round(sum(({ sentMs }) => sentMs)),
    lostMs: Math.round(sum(({ lostMs }) => lostMs)),
    turns: run.turnCount,
    reconnects: sum(({ reconnects }) => reconnects),
    zone: run.choice.zone,
  };
};
