import type { Channel } from './audio';
import type { Problem } from './problems';
import type { ZoneId } from './zones';

/**
 * State of one channel's streaming session, as in the `session` event of the command line. `idle`: closed while nobody
 * speaks, opened again by the first word.
 */
export const sessionStates = ['connecting', 'live', 'reconnecting', 'rollover', 'idle', 'ended'] as const;
export type SessionState = (typeof sessionStates)[number];

export interface ChannelStatus {
  channel: Channel;
  state: SessionState;
  /** Why it isn't live, or what is wrong while it is. */
  problem?: Problem;
  sessionId?: string;
}

/**
 * What the whole app is doing, from the worst of its channels; `idle` where all of them are, `paused` where the person
 * wants nothing to be listened to for a while.
 */
export type CaptioningPhase =
  'stopped' | 'starting' | 'live' | 'idle' | 'paused' | 'reconnecting' | 'stopping' | 'failed';

/** What the conversation has cost so far, by public prices: an estimate. */
export interface SessionCost {
  /** Time that priced sessions were open, all channels together, ms. */
  openMs: number;
  usd: number;
}

/** Shown on the overlay, in the tray and in the control window (rule Z8). */
export interface CaptioningStatus {
  phase: CaptioningPhase;
  zone: ZoneId;
  /** Host the voice goes to; empty while it isn't known. */
  host: string;
  /** Model that answered, as the server echoed it. */
  model?: string;
  channels: ChannelStatus[];
  /** Most recent problem of the app as a whole (a capture source, saving, the engine). */
  problem?: Problem;
  /** Recent P50 of app and server together, ms from a word's audio to its text. */
  latencyMs?: number;
  /** Of the running conversation; absent where nothing has been paid for, or a price isn't known. */
  cost?: SessionCost;
}

/** Whether a conversation is on: one that is paused is, though nothing is heard. */
export const isRunning = (phase: CaptioningPhase): boolean => phase !== 'stopped' && phase !== 'failed';

/** What is wrong, the app's own problem before a channel's. */
export const problemOf = (status: CaptioningStatus): Problem | undefined =>
  status.problem ?? status.channels.find(({ problem }) => problem)?.problem;

/** Id of the message that says in a few words what the app is doing. */
export function phaseMessage(
  status: CaptioningStatus,
): `phase.${CaptioningPhase | 'waiting' | 'live.you-quiet' | 'live.others-quiet'}` {
  const { phase, channels } = status;
  // A start that meets a problem, a zone out of reach, isn't starting: it waits.
  if (phase === 'starting' && problemOf(status)) return 'phase.waiting';
  const quiet = channels.filter(({ state }) => state === 'idle').map(({ channel }) => channel);
  if (phase === 'live' && quiet.length === 1) {
    return quiet[0] === 'you' ? 'phase.live.you-quiet' : 'phase.live.others-quiet';
  }
  return `phase.${phase}`;
}
