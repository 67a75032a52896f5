/** What differs between servers, and between a quick test and a faithful one. */
export interface SessionRules {
  key: string;
  heartbeatMs: number;
  /** Silence that ends a turn, ms. */
  turnSilenceMs: number;
  /** Audio that may wait before the server ends the session (3007), ms. */
  maxBacklogMs: number;
  /** Audio that may be sent at once; then no more than 1.25 times real time (3007). */
  maxBurstMs: number;
  /** From the upgrade to `Begin`; 1.3 s is usual. */
  beginMs: number;
  /** A session's age at which it is ended (3008). */
  maxAgeMs: number;
  /** New sessions the account may open in a minute: five for free ones. A person's own server has no limit. */
  newSessionsPerMinute: number;
  /** Hears at the speed of speech, as the real server does, and so long after it: undefined hears at once. */
  hearingLagMs: number | undefined;
  /** The first word of a turn begins too early and the last ends too late, as the real server's do. */
  absorbsSilence: boolean;
  /** Whether records keep the audio itself. */
  keepsAudio: boolean;
}

export const defaultRules: SessionRules = {
  key: 'test-key',
  heartbeatMs: 5_000,
  turnSilenceMs: 400,
  maxBacklogMs: 300_000,
  maxBurstMs: Infinity,
  beginMs: 0,
  maxAgeMs: 10_800_000,
  newSessionsPerMinute: 5,
  hearingLagMs: undefined,
  absorbsSilence: false,
  keepsAudio: true,
};
