import { random } from '../turn-streams';
import { randomSchedule, type Schedule } from './random-schedule';
import { Simulation } from './simulation';
import { judge, type Verdict } from './verdict';

const tickMs = 200;

/** Holds one random conversation at simulated time. The same seed gives the same one. */
export const randomConversation = async (seed: number): Promise<{ schedule: Schedule; verdict: Verdict }> => {
  const chance = random(seed);
  const schedule = randomSchedule(chance);
  const { durationMs, latencyMs, jitterMs, beginMs, hearingLagMs } = schedule;
  const simulation = new Simulation({
    channels: ['you', 'others'],
    rules: { beginMs, hearingLagMs },
    latencyMs: () => latencyMs + chance() * jitterMs,
    random: chance,
    connections: schedule.connections,
  });
  const { clock, network, run, register, speakers } = simulation;
  for (const speaker of speakers.values()) {
    while (speaker.spokenMs < durationMs) {
      speaker.speak(1 + Math.floor(chance() * 14), 450 + Math.floor(chance() ** 4 * 20_000));
    }
  }
  for (const { atMs, ms } of schedule.outages) {
    clock.after(atMs, () => network.cut());
    clock.after(atMs + ms, () => network.restore());
  }
  const model = schedule.family === 'pro' ? 'universal-3-6-pro' : 'universal-streaming-english';
  run.captioner.start({ zone: 'eu', model }, ['you', 'others']);
  const last = Math.max(...[...speakers.values()].map(({ spokenMs }) => spokenMs));
  let owedMs = 0;
  for (let now = 0; now < last; now += tickMs) {
    await clock.pass(tickMs);
    owedMs += tickMs;
    const stall = schedule.stalls.find(({ atMs, ms }) => now >= atMs && now < atMs + ms);
    if (stall && !stall.isLost) continue;
    for (const speaker of speakers.values()) {
      if (stall) speaker.lose(owedMs);
      else speaker.captureWhole(owedMs);
    }
    owedMs = 0;
  }
  for (const speaker of speakers.values()) speaker.captureWhole(Infinity);
  const totals = await simulation.ended(
    schedule.end === 'stop' ? run.captioner.stop() : run.captioner.finish(),
  );
  return { schedule, verdict: judge(run, speakers, register.records, totals) };
};
