/** Who is speaking: `you` is the microphone, `others` is what the computer plays. */
export const channels = ['you', 'others'] as const;
export type Channel = (typeof channels)[number];

/** Everything in Sotto is mono PCM16 little-endian at this rate (samples per second). */
export const sampleRate = 16_000;
export const bytesPerSample = 2;
/** Length of one captured frame: the shortest message the v3 protocol accepts (50 ms). */
export const frameMs = 50;
export const frameSamples = (sampleRate * frameMs) / 1000;
export const frameBytes = frameSamples * bytesPerSample;

/** One captured frame as it crosses the MessagePort from the capture window to main. */
export interface PcmFrame {
  ch: Channel;
  /** Counts frames of this channel from 0; a jump means frames were lost on the way. */
  seq: number;
  /** Time of the first sample on the capture clock, ms since the capture session began. */
  t0: number;
  /** 800 samples of PCM16 LE (1600 bytes). Copied, never transferred: Electron drops messages that transfer buffers. */
  pcm: ArrayBuffer;
}

/** Loudness of one source, sent about ten times a second for the level meters. */
export interface AudioLevel {
  channel: Channel;
  /** Root mean square, 0–1 of full scale. */
  rms: number;
  /** Largest absolute sample, 0–1 of full scale. */
  peak: number;
}

export const samplesToMs = (samples: number): number => (samples * 1000) / sampleRate;
export const msToSamples = (ms: number): number => Math.round((ms * sampleRate) / 1000);
