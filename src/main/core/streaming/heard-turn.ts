import { samplesToMs } from '../../../shared/audio';
import type { ModelFamily } from '../../../shared/speech-models';
import type { TurnEvent } from '../captions/turn-reducer';
import type { AudioTimeline } from './audio-timeline';
import type { SentAudio } from './sent-audio';
import type { TurnMessage } from './server-message';

export interface HearingContext {
  /** Number of the streaming session, and of the connection, in the channel's turns. */
  session: number;
  connection: number;
  family: ModelFamily;
  sent: SentAudio;
  timeline: AudioTimeline;
  /** Audio before this is settled: no turn begins earlier. The server's first word may begin a second too early. */
  settled: number;
  /** Time on the monotonic clock, ms. */
  now: number;
}

/** Puts a server's Turn on the channel's own clock, within what was sent. */
export const heardTurn = (
  message: TurnMessage,
  { session, connection, family, sent, timeline, settled, now }: HearingContext,
): TurnEvent => {
  const words = message.words ?? [];
  const first = words[0];
  const last = words.at(-1);
  const start = Math.max(settled, first ? sent.startOf(first.start) : settled);
  const end = Math.max(start, last ? sent.endOf(last.end) : sent.sourceEnd);
  const capturedAt = timeline.capturedAt(end);
  return {
    type: 'turn',
    session,
    connection,
    family,
    message,
    startMs: samplesToMs(start),
    endMs: samplesToMs(end),
    latencyMs: capturedAt === undefined ? undefined : Math.round(now - capturedAt),
  };
};
