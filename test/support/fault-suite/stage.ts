import type { CaptioningTotals } from '../../../src/main/core/captioning/captioning';
import type { Channel } from '../../../src/shared/audio';
import type { ZoneId } from '../../../src/shared/zones';
import { CaptioningRun, until, type CaptioningRunOptions } from '../captioning-run';
import { JumpClock } from '../jump-clock';
import type { Fault, TcpFault } from '../protocol-server/faults';
import { ProtocolServer } from '../protocol-server/protocol-server';
import type { SessionRules } from '../protocol-server/session-rules';
import { Speaker } from './speaker';
import { judge, type Verdict } from './verdict';

/** What happens to an attempt to dial. */
export type DialFault = 'unresolved' | 'refused';

/** One named story of the fault suite, over real sockets and TLS. */
export interface Scenario {
  name: string;
  /** What happens to each connection of the zone, in the order they are made; then all are served well. */
  connections?: readonly (readonly Fault[])[];
  tcp?: readonly TcpFault[];
  dials?: readonly DialFault[];
  rules?: Partial<SessionRules>;
  options?: Pick<CaptioningRunOptions, 'timings' | 'keepMs' | 'giveUpMs'>;
  channels?: readonly Channel[];
  model?: string;
  /** What is said and waited for; by default three sentences at once. */
  act?: (stage: Stage) => Promise<void> | void;
  /** `finish` waits for every word; Stop has five seconds. */
  end?: 'finish' | 'stop';
  /** Goes on after the end was asked for. */
  meanwhile?: (stage: Stage) => Promise<void>;
  /** The same in words, for the table, where the list says too little. */
  expected?: string;
  /** States and problems a person is shown of each channel, in order. */
  shows: Partial<Record<Channel, readonly string[]>>;
  /** Sessions that came back; by default as many as are shown. */
  reconnects?: number;
  /** Words that are lost, and told so. */
  told?: number;
  /** Sessions the server sees; absent is any number. */
  sessions?: number;
  /** The account's own limit, not a mistake of the client's, may refuse it. */
  mayBeRefused?: boolean;
}

export const zoneHost = 'streaming.eu.assemblyai.com';

/** A scenario while it runs. */
export class Stage {
  readonly clock: JumpClock;
  readonly server: ProtocolServer;
  readonly run: CaptioningRun;
  readonly speakers: ReadonlyMap<Channel, Speaker>;
  /** States and problems as shown, by channel. */
  readonly shown = new Map<Channel, string[]>();
  /** What a person was shown of a channel that wasn't what had just happened. */
  readonly stale: string[] = [];
  #zone: ZoneId = 'eu';

  constructor(scenario: Scenario, clock: JumpClock, server: ProtocolServer) {
    this.clock = clock;
    this.server = server;
    const dials = [...(scenario.dials ?? [])];
    const { timings, ...options } = scenario.options ?? {};
    this.run = new CaptioningRun(server, {
      clock,
      dial: () => targetOf(dials.shift(), server),
      // The clock jumps over minutes in which no pong could come.
      timings: { pingMs: 86_400_000, silenceMs: 86_400_000, ...timings },
      ...options,
    });
    const channels = scenario.channels ?? ['you'];
    this.speakers = new Map(channels.map((channel) => [channel, new Speaker(this.run.captioner, channel)]));
    this.run.captioner.on('session', ({ channel, state, problem, zone }) => {
      // A zone that was left only finishes; what is shown is the one in force.
      if (zone !== this.#zone) return;
      const list = this.shown.get(channel) ?? [];
      this.shown.set(channel, list);
      const text = problem ? `${state} ${problem.code}` : state;
      if (list.at(-1) !== text) list.push(text);
    });
    this.run.captioner.on('status', ({ phase, channels: states }) => {
      for (const { channel, state, problem } of states) {
        const text = problem ? `${state} ${problem.code}` : state;
        const last = this.shown.get(channel)?.at(-1);
        if (phase !== 'starting' && last !== undefined && last !== text)
          this.stale.push(`${last} as ${text}`);
      }
    });
  }

  speaker(channel: Channel = 'you'): Speaker {
    const speaker = this.speakers.get(channel);
    if (!speaker) throw new Error(`no one speaks on ${channel}`);
    return speaker;
  }

  /** Says a sentence of so many words, and the pause that ends it. */
  say(words: number, channel?: Channel, pauseMs?: number): void {
    this.speaker(channel).say(words, pauseMs);
  }

  change(zone: ZoneId): Promise<void> {
    this.#zone = zone;
    for (const list of this.shown.values()) list.push(`to ${zone}`);
    return this.run.captioner.change({ zone });
  }

  /** Resolves once so many sentences have their final. */
  async finals(count: number, channel: Channel = 'you'): Promise<void> {
    await until(() => this.run.finals(channel).length >= count);
  }

  /** Resolves once the last word of a channel is on screen. */
  async read(channel: Channel = 'you'): Promise<void> {
    const last = this.speaker(channel).words.at(-1)?.text.replace('.', '') ?? '';
    await until(() => this.run.captions.some((caption) => caption.text.includes(last)));
  }

  /** Resolves once this was shown so many times. */
  async shows(text: string, channel: Channel = 'you', times = 1): Promise<void> {
    await until(() => (this.shown.get(channel) ?? []).filter((one) => one === text).length >= times);
  }

  /** The same for whichever channel it is shown of. */
  async showsSomeone(text: string): Promise<void> {
    await until(() => [...this.shown.values()].some((list) => list.includes(text)));
  }

  /** Resolves once the server accepted so many sessions. */
  async sessions(count: number): Promise<void> {
    await until(() => this.server.sessions.length >= count);
  }

  /** Resolves once so many TCP connections were made. */
  async connections(count: number): Promise<void> {
    await until(() => this.server.connections >= count);
  }

  /** Resolves once so many upgrades were asked for. */
  async requests(count: number): Promise<void> {
    await until(() => this.server.requests.length >= count);
  }

  /** Resolves once so many sessions are live for the client: it has a receipt of each. */
  async begun(count: number): Promise<void> {
    await until(() => this.run.receipts.size >= count);
  }

  /** Resolves once the session of this number is closed. */
  async closed(index: number): Promise<void> {
    await until(() => this.server.sessions[index]?.isOpen === false);
  }

  /** Resolves once the server got this message. */
  async asked(type: string): Promise<void> {
    await until(() => this.server.sessions.some(({ messages }) => messages.includes(type)));
  }

  /** Breaks the session of this number off. */
  drop(index: number): void {
    this.server.drop(this.server.sessions[index]?.id ?? '');
  }

  /** Breaks a channel's session off. */
  dropOf(channel: Channel): void {
    const status = this.run.captioner.status.channels.find((one) => one.channel === channel);
    this.server.drop(status?.sessionId ?? '');
  }

  /** Ends what a scenario that failed has left running. */
  leave(): void {
    if (this.run.captioner.status.phase === 'stopped') return;
    void this.run.captioner.stop();
    this.clock.jump(60_000);
  }

  /** Lets seconds pass, with what is said over the network between them, until this is shown. */
  async secondsUntil(text: string, channel: Channel = 'you'): Promise<void> {
    while (!this.shown.get(channel)?.includes(text)) {
      this.clock.jump(1_000);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

const targetOf = (fault: DialFault | undefined, server: ProtocolServer): { host: string; port: number } => {
  if (fault === 'refused') return { host: '127.0.0.1', port: 1 };
  if (fault === undefined) return server.dial();
  const lookup = (host: string, _: object, done: (error: Error) => void): void =>
    done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }));
  return { host: 'unresolved.invalid', port: 443, lookup } as { host: string; port: number };
};

const sayAll = (stage: Stage): void => {
  for (const channel of stage.speakers.keys()) for (const words of [3, 4, 2]) stage.say(words, channel);
};

/** Plays a scenario and judges what came of it. */
export const play = async (scenario: Scenario): Promise<Verdict> => {
  const clock = new JumpClock();
  const server = await ProtocolServer.start({ clock, maxBurstMs: 4_500, ...scenario.rules });
  for (const faults of scenario.connections ?? []) server.next(zoneHost, ...faults);
  server.nextTcp(...(scenario.tcp ?? []));
  const stage = new Stage(scenario, clock, server);
  try {
    const totals = await perform(scenario, stage);
    server.thaw();
    await until(() => server.openSessions === 0);
    const verdict = judge(stage.run, stage.speakers, server.sessions, totals);
    const broken = verdict.broken.filter((one) => !scenario.mayBeRefused || !one.startsWith('refused'));
    return { ...verdict, broken: [...broken, ...differences(scenario, stage, verdict)] };
  } finally {
    stage.leave();
    await server.close();
  }
};

const perform = async (scenario: Scenario, stage: Stage): Promise<CaptioningTotals> => {
  const { captioner } = stage.run;
  const { model, act = sayAll, end = 'finish' } = scenario;
  captioner.start({ zone: 'eu', ...(model !== undefined && { model }) }, [...stage.speakers.keys()]);
  await act(stage);
  const failure = scenario.shows.you?.find((text) => text.startsWith('ended '));
  if (failure) await stage.shows(failure);
  let totals: CaptioningTotals | undefined;
  void captioner[end]().then((value) => (totals = value));
  await scenario.meanwhile?.(stage);
  await until(() => totals !== undefined);
  return totals as unknown as CaptioningTotals;
};

const differences = (scenario: Scenario, { shown, stale }: Stage, verdict: Verdict): string[] => {
  const wrong: string[] = [...stale.map((text) => `shown stale: ${text}`)];
  let reconnects = 0;
  for (const [channel, expected] of Object.entries(scenario.shows)) {
    const seen = shown.get(channel as Channel) ?? [];
    if (seen.join() !== expected.join()) wrong.push(`${channel} was shown ${seen.join(' → ')}`);
    reconnects += expected.filter(
      (text, index) => text === 'live' && expected[index - 1]?.startsWith('reconnecting'),
    ).length;
  }
  if (verdict.reconnects !== (scenario.reconnects ?? reconnects))
    wrong.push(`${verdict.reconnects} reconnects, not ${reconnects}`);
  const { told = 0, sessions = verdict.sessions } = scenario;
  if (verdict.told !== told) wrong.push(`${verdict.told} words told lost, not ${told}`);
  // A replay goes on with the turn on screen under its number; it doesn't take it away and tell another.
  if (verdict.withdrawn > 0) wrong.push(`${verdict.withdrawn} turns taken off the screen`);
  if (verdict.sessions !== sessions) wrong.push(`${verdict.sessions} sessions, not ${sessions}`);
  return wrong;
};
