import type { AudioLevel, Channel } from '../../../shared/audio';
import { bridge } from '../bridge';
import { playChime } from './chime';

/** What a test of a source came to. `absent`: it delivered nothing at all. */
export type SoundVerdict = 'heard' | 'faint' | 'loud' | 'silent' | 'absent';

/** Levels come ten times a second: 3 s of a voice, and the chime with time for its echo to arrive. */
const levelsOf: Readonly<Record<Channel, number>> = { you: 30, others: 25 };
/** Opening a device may take a while, and so may answering the system's question, ms. */
const patienceMs = 15_000;

/** Loudest tenth of a second of a voice at arm's length, root mean square of full scale: −40 dB. */
const voiceRms = 0.01;
/** The chime is far above this on any output that isn't muted: −56 dB. */
const chimeRms = 0.0016;
/** Samples at full scale, in so many levels, are cut off rather than loud once. */
const clippedPeak = 0.99;
const clippedLevels = 3;

type Loudness = Pick<AudioLevel, 'rms' | 'peak'>;

/** Whether a microphone heard somebody speak. */
export function judgeVoice(levels: readonly Loudness[]): SoundVerdict {
  if (levels.length === 0) return 'absent';
  if (levels.filter(({ peak }) => peak >= clippedPeak).length >= clippedLevels) return 'loud';
  if (levels.every(({ peak }) => peak === 0)) return 'silent';
  return levels.some(({ rms }) => rms >= voiceRms) ? 'heard' : 'faint';
}

/** Whether the chime came back. */
export function judgeChime(levels: readonly Loudness[]): SoundVerdict {
  if (levels.length === 0) return 'absent';
  return levels.some(({ rms }) => rms >= chimeRms) ? 'heard' : 'silent';
}

/** Listens to a source for a moment, playing a chime for the computer's own. Only its loudness comes here. */
export async function testSource(channel: Channel, signal: AbortSignal): Promise<SoundVerdict> {
  // The source is open and its meter moves before the chime is spent on it.
  const first = await nextLevels(channel, 1, signal);
  if (first.length === 0 || signal.aborted) return 'absent';
  if (channel === 'others') playChime();
  const levels = await nextLevels(channel, levelsOf[channel], signal);
  return channel === 'you' ? judgeVoice(levels) : judgeChime(levels);
}

/** The levels a source tells next: fewer where it tells no more of them. */
function nextLevels(channel: Channel, count: number, signal: AbortSignal): Promise<AudioLevel[]> {
  const levels: AudioLevel[] = [];
  return new Promise((resolve) => {
    const end = (): void => {
      unsubscribe();
      clearTimeout(patience);
      signal.removeEventListener('abort', end);
      resolve(levels);
    };
    const unsubscribe = bridge.captioning.levels((level) => {
      if (level.channel !== channel) return;
      levels.push(level);
      if (levels.length === count) end();
    });
    const patience = setTimeout(end, patienceMs);
    signal.addEventListener('abort', end);
  });
}
