import { samplesToMs } from '../../../shared/audio';
import type { ModelFamily } from '../../../shared/speech-models';
import type { HeardTurn } from '../captions/turn-reducer';
import type { AudioTimeline } from './audio-timeline';
import type { SentAudio } from './sent-audio';
import type { TurnMessage } from './server-message';
import { speechSpan } from './word-times';

export interface HearingContext {
  /** Number of the streaming session, and of the connection, in the channel's turns. */
  session: number;
  connection: number;
  family: ModelFamily;
  /** Whether a formatted final follows a Universal model's raw one. */
  formats: boolean;
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
  { session, connection, family, formats, sent, timeline, settled, now }: HearingContext,
): HeardTurn => {
  const words = message.words ?? [];
  const speech = speechSpan(words);
  const start = Math.max(settled, speech ? sent.startOf(speech.start) : settled);
  const end = Math.max(start, speech ? sent.endOf(speech.end) : sent.sourceEnd);
  const covered = Math.max(end, sent.endOf(words.at(-1)?.end ?? 0));
  const capturedAt = timeline.capturedAt(end);
  return {
    type: 'turn',
    session,
    connection,
    family,
    formats,
    message,
    startMs: samplesToMs(start),
    endMs: samplesToMs(end),
    coveredMs: samplesToMs(covered),
    latencyMs: capturedAt === undefined ? undefined : Math.round(now - capturedAt),
  };
};
