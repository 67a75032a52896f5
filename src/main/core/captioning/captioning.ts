import type { Channel } from '../../../shared/audio';
import type { CaptioningStatus, SessionState } from '../../../shared/captioning-status';
import type { Caption, Gap, SpeakerChange } from '../../../shared/captions';
import type { UncheckedOptions } from '../../../shared/option-check';
import type { Problem } from '../../../shared/problems';
import type { SessionReceipt } from '../../../shared/session-receipt';
import type { ZoneId } from '../../../shared/zones';

export type { SessionReceipt };

/** Everything a session needs to know of the place it connects to. Made anew for each connection. */
export interface Destination {
  zone: ZoneId;
  /** `wss://…/v3/ws`, without query. */
  url: string;
  /**
   * Value of the Authorization header: the raw key, `self-hosted`, the engine's secret, or empty where `token` gives it.
   * Never logged.
   */
  authorization: string;
  /** Where the organisation gives out temporary tokens instead of a key. */
  token?: {
    /** Host of the token broker, which also stands for the account whose limit of new sessions counts. */
    broker: string;
    /** Asks for one token, good for one session. Throws a ProblemError `token-broker-…`. */
    mint: () => Promise<string>;
  };
  /** Extra CA certificates, PEM. */
  ca?: string;
  /** Consent to plain `ws:` to another computer (rule Z4). */
  allowInsecure?: boolean;
}

/**
 * Finds the destination of a zone: reads the key, starts the engine on this device.
 * Throws a ProblemError (`key-missing`, `engine-missing`, `url-invalid`, `policy-refused`…) where there is none.
 */
export type DestinationOf = (zone: ZoneId) => Promise<Destination>;

/** What the person chose for the sessions of one run. */
export interface CaptioningChoice {
  zone: ZoneId;
  /** Speech model; absent is the zone's default. */
  model?: string;
  /** Options of the streaming API by their own names; checked for the model before anything is sent. */
  options?: UncheckedOptions;
  /**
   * Tells one person's server from another: as long as it stays the same, a change keeps the sessions' words together.
   * Without it every change in the zone `self-hosted` counts as one to another server.
   */
  server?: string;
}

/** Whether audio stamped for one choice may go where the other leads (rule Z3). */
export const isSamePlace = (one: CaptioningChoice, other: CaptioningChoice): boolean =>
  one.zone === other.zone &&
  (one.zone !== 'self-hosted' || (one.server !== undefined && one.server === other.server));

/** A change of one channel's session, as the command line prints it. */
export interface SessionEvent {
  channel: Channel;
  state: SessionState;
  zone: ZoneId;
  host: string;
  sessionId?: string;
  /** Close or HTTP code behind this state. */
  code?: number;
  problem?: Problem;
}

/** Totals of a run, over all channels. */
export interface CaptioningTotals {
  /** Audio captured, ms (of the longest channel). */
  audioMs: number;
  /** Audio sent, ms, replays included, all channels together. */
  sentMs: number;
  /** Audio that was captured and could not be captioned, ms, all channels together. */
  lostMs: number;
  turns: number;
  reconnects: number;
  zone: ZoneId;
}

export interface CaptioningEvents {
  caption: (caption: Caption) => void;
  /** Follows the final caption it is of. */
  speaker: (change: SpeakerChange) => void;
  gap: (gap: Gap) => void;
  session: (event: SessionEvent) => void;
  /** A receipt began or grew; the same object identity per session. */
  receipt: (receipt: SessionReceipt) => void;
  status: (status: CaptioningStatus) => void;
  /** The zone in force changed at this time of the source clock. */
  zone: (change: { zone: ZoneId; host: string; atMs: number }) => void;
}

/**
 * Captions one conversation: a streaming session per channel, one clock. Created stopped.
 * Never throws for what a server or network does: that is told by `session` and `status`.
 */
export interface Captioning {
  readonly status: CaptioningStatus;
  on<Name extends keyof CaptioningEvents>(name: Name, listener: CaptioningEvents[Name]): () => void;
  /** Opens a session per channel. Audio may be pushed at once: what is said before `Begin` is kept. */
  start(choice: CaptioningChoice, channels: readonly Channel[]): void;
  /**
   * Opens a session for one more channel of the run, whose audio begins at `beginMs` of the conversation's clock.
   * Does nothing where the channel is open, or nothing runs.
   */
  openChannel(channel: Channel, beginMs: number): void;
  /** Ends one channel with its last words, as `stop` does for all. Resolves when its session is over. */
  closeChannel(channel: Channel): Promise<void>;
  /** Appends PCM16 LE mono 16 kHz audio of any length; it is stamped with the zone in force now. */
  pushAudio(channel: Channel, pcm: Uint8Array): void;
  /** Counts audio that never arrived (frames lost between capture and main); keeps the clock right. */
  pushLoss(channel: Channel, ms: number): void;
  /** Resolves once less than two seconds of this channel's audio wait to be sent: for input faster than real time. */
  writable(channel: Channel): Promise<void>;
  /**
   * Another choice while running. To another zone or server: finishes the old sessions there; new audio goes to the new
   * one only. In the same place nothing is cut: sessions are updated, or hand over to new ones between two turns; options
   * that are refused (`option-invalid`) change nothing, and the problem is told.
   */
  change(choice: CaptioningChoice): Promise<void>;
  /** The computer is about to sleep: no session is left open meanwhile. `wake` goes on. */
  suspend(): void;
  /** The computer woke or its network changed: what waits reconnects at once, dead connections are found soon. */
  wake(): void;
  /** End of input: sends and settles everything, however long reconnecting takes (see `giveUpMs`). */
  finish(): Promise<CaptioningTotals>;
  /** The person's Stop: last final and `Termination`, or a bound of 5 s; leaves no session open. */
  stop(): Promise<CaptioningTotals>;
}
