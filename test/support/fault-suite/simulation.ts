import type { CaptioningTotals } from '../../../src/main/core/captioning/captioning';
import type { Channel } from '../../../src/shared/audio';
import { zones } from '../../../src/shared/zones';
import { CaptioningRun } from '../captioning-run';
import { ManualClock } from '../manual-clock';
import type { Fault } from '../protocol-server/faults';
import { SessionRegister } from '../protocol-server/session-register';
import { defaultRules, type SessionRules } from '../protocol-server/session-rules';
import { SimulatedNetwork, type Unreachable } from '../simulated-network';
import { Speaker } from './speaker';

export interface SimulationOptions {
  channels: readonly Channel[];
  rules: Partial<SessionRules>;
  latencyMs: () => number;
  random: () => number;
  /** What happens to each connection in the order they are made; then all are served well. */
  connections?: readonly (readonly (Fault | Unreachable)[])[];
}

/** A conversation at simulated time: the captioner, the network and the server's rules all on one clock. */
export class Simulation {
  readonly clock = new ManualClock();
  readonly register: SessionRegister;
  readonly network: SimulatedNetwork;
  readonly run: CaptioningRun;
  readonly speakers: ReadonlyMap<Channel, Speaker>;

  constructor({ channels, rules, latencyMs, random, connections = [] }: SimulationOptions) {
    const { clock } = this;
    // Stricter than is known of the real server: any haste beyond what the client allows itself is refused.
    const strict = { maxBurstMs: 4_500, keepsAudio: false, absorbsSilence: true };
    this.register = new SessionRegister({ ...defaultRules, ...strict, ...rules }, clock);
    const script = [...connections];
    this.network = new SimulatedNetwork({
      register: this.register,
      clock,
      latencyMs,
      faults: () => script.shift() ?? [],
    });
    const { key } = this.register.rules;
    this.run = new CaptioningRun(
      { key, caFile: '', dial: () => ({ host: '', port: 0 }) },
      {
        clock,
        random,
        openSocket: this.network.openSocket,
        destinationOf: (zone) =>
          Promise.resolve({ zone, url: zones[zone].socketUrl ?? '', authorization: key }),
      },
    );
    this.speakers = new Map(
      channels.map((channel) => [channel, new Speaker(this.run.captioner, channel)] as const),
    );
  }

  /** Lets time pass until the captions have ended. */
  async ended(ending: Promise<CaptioningTotals>): Promise<CaptioningTotals> {
    let totals: CaptioningTotals | undefined;
    void ending.then((value) => (totals = value));
    for (let waited = 0; !totals && waited < 3_600_000; waited += 1_000) await this.clock.pass(1_000);
    if (!totals) throw new Error('the captions never ended');
    // What the network still carries.
    await this.clock.pass(10_000);
    return totals;
  }
}
