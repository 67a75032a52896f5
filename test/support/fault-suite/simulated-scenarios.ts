import type { Channel } from '../../../src/shared/audio';
import { random } from '../turn-streams';
import { randomConversation } from './random-conversation';
import { Simulation } from './simulation';
import { judge, type Verdict } from './verdict';

/** A scenario at simulated time. */
export interface SimulatedScenario {
  name: string;
  expected: string;
  play: () => Promise<Verdict>;
}

/** Seed of the random conversations: fixed, so that a failure comes again; another one where a person asks for it. */
export const faultSeed = Number(process.env['SOTTO_FAULT_SEED'] ?? 20_260_101);
const conversations = 200;
const tickMs = 200;
const bothChannels: readonly Channel[] = ['you', 'others'];

/** Two channels for more than three hours, the age at which sessions end. */
const longConversation = async (): Promise<Verdict> => {
  const chance = random(1);
  const simulation = new Simulation({
    channels: bothChannels,
    rules: { beginMs: 1_200, hearingLagMs: 400 },
    latencyMs: () => 30 + chance() * 40,
    random: chance,
  });
  const { run, clock, register, speakers } = simulation;
  run.captioner.start({ zone: 'eu' }, bothChannels);
  for (let now = 0; now < 3.25 * 3_600_000; now += tickMs) {
    for (const speaker of speakers.values()) {
      if (speaker.spokenMs <= now)
        speaker.speak(1 + Math.floor(chance() * 14), 450 + Math.floor(chance() ** 2 * 12_000));
      speaker.captureWhole(tickMs);
    }
    await clock.pass(tickMs);
  }
  for (const speaker of speakers.values()) speaker.captureWhole(Infinity);
  const totals = await simulation.ended(run.captioner.finish());
  const verdict = judge(run, speakers, register.records, totals);
  const shown = run.events.map(({ channel, state }) => `${channel} ${state}`).sort();
  const expected = bothChannels.flatMap((channel) =>
    ['connecting', 'live', 'rollover', 'live', 'ended'].map((state) => `${channel} ${state}`),
  );
  if (shown.join() !== expected.sort().join()) verdict.broken.push(`was shown ${shown.join(', ')}`);
  return verdict;
};

/** Many conversations, each with faults of its own; a broken one is told by the seed that brings it again. */
const randomConversations = async (): Promise<Verdict> => {
  const sum: Verdict = {
    spoken: 0,
    heard: 0,
    told: 0,
    lost: 0,
    doubled: 0,
    withdrawn: 0,
    reconnects: 0,
    sessions: 0,
    broken: [],
  };
  for (let index = 0; index < conversations; index++) {
    const seed = faultSeed + index;
    const { verdict } = await randomConversation(seed);
    for (const key of [
      'spoken',
      'heard',
      'told',
      'lost',
      'doubled',
      'withdrawn',
      'reconnects',
      'sessions',
    ] as const)
      sum[key] += verdict[key];
    if (verdict.broken.length > 0) sum.broken.push(`SOTTO_FAULT_SEED=${seed}: ${verdict.broken.join('; ')}`);
  }
  return sum;
};

export const simulatedScenarios: readonly SimulatedScenario[] = [
  {
    name: 'conversation of three hours and a quarter',
    expected: 'connecting → live → rollover → live → ended',
    play: longConversation,
  },
  {
    name: `${conversations} random conversations`,
    expected: 'whatever happens: every word once, or told lost',
    play: randomConversations,
  },
];
