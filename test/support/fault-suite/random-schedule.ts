import type { ModelFamily } from '../../../src/shared/speech-models';
import type { Fault } from '../protocol-server/faults';
import type { Unreachable } from '../simulated-network';

type ConnectionFault = Fault | Unreachable;

/** Everything that happens in one conversation, drawn from one seed. Times are ms since it began. */
export interface Schedule {
  family: ModelFamily;
  durationMs: number;
  end: 'finish' | 'stop';
  /** The usual time of a packet, and by how much it varies. */
  latencyMs: number;
  jitterMs: number;
  beginMs: number;
  hearingLagMs: number;
  /** What happens to each connection in the order they are made; then all are served well. */
  connections: readonly (readonly ConnectionFault[])[];
  /** The network is gone. */
  outages: readonly { atMs: number; ms: number }[];
  /** A source that delivers nothing, and then what it owes, or not. */
  stalls: readonly { atMs: number; ms: number; isLost: boolean }[];
}

/** @param chance draws numbers in [0, 1) */
export const randomSchedule = (chance: () => number): Schedule => {
  const between = (least: number, most: number): number => least + Math.floor(chance() * (most - least + 1));
  const times = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);
  const durationMs = between(60_000, 150_000);
  return {
    family: chance() < 0.5 ? 'pro' : 'universal',
    durationMs,
    end: chance() < 0.75 ? 'finish' : 'stop',
    latencyMs: between(5, 300),
    jitterMs: between(0, 400),
    beginMs: between(100, 1_500),
    hearingLagMs: between(100, 1_500),
    connections: times(between(0, 9), () => connectionFault(between)),
    outages: times(between(0, 2), () => ({ atMs: between(0, durationMs), ms: between(200, 40_000) })),
    stalls: times(between(0, 2), () => ({
      atMs: between(0, durationMs),
      ms: between(100, 40_000),
      isLost: chance() < 0.5,
    })),
  };
};

type Between = (least: number, most: number) => number;

const connectionFault = (between: Between): ConnectionFault[] => {
  const afterMs = between(0, 40_000);
  const draws: (() => ConnectionFault[])[] = [
    () => [],
    () => [{ kind: 'drop', afterMs }],
    () => [{ kind: 'drop', afterMs: between(0, 3_000) }],
    () => [{ kind: 'reset', afterMs }],
    () => [{ kind: 'freeze', afterMs }],
    () => [{ kind: 'stall', afterMs }],
    () => [{ kind: 'noise', bytes: new Uint8Array(8), afterMs }],
    () => [{ kind: 'error', code: 1011, text: 'Internal error' }],
    () => [{ kind: 'error', code: 3005, text: 'Session Cancelled: An error occurred', afterMs }],
    () => [{ kind: 'error', code: 3006, text: 'Session closed due to inactivity', afterMs }],
    () => [{ kind: 'error', code: 3007, text: 'Audio Transmission Rate Exceeded', afterMs }],
    () => [{ kind: 'error', code: 3009, text: 'Too many sessions' }],
    () => [{ kind: 'close', code: 1013, afterMs }],
    () => [{ kind: 'close', code: 1000, reason: 'bye', afterMs }],
    () => [{ kind: 'http', status: [429, 500, 502, 503][between(0, 3)] ?? 500 }],
    () => [{ kind: 'unreachable', text: ['ENOTFOUND', 'ECONNREFUSED', 'ETIMEDOUT'][between(0, 2)] ?? '' }],
    () => [{ kind: 'no-upgrade' }],
    () => [{ kind: 'no-begin' }],
    () => [{ kind: 'late-begin', ms: between(1_500, 12_000) }],
    () => [{ kind: 'expires', inMs: between(5_000, 60_000) }],
    () => [
      { kind: 'expires', inMs: between(5_000, 60_000) },
      { kind: 'drop', afterMs },
    ],
    () => [{ kind: 'no-formatting' }],
    () => [{ kind: 'drop-on-terminate' }],
    () => [{ kind: 'say', afterMs, frames: ['{', '{"type":"Nova"}', new Uint8Array(9)] }],
  ];
  return draws[between(0, draws.length - 1)]?.() ?? [];
};
