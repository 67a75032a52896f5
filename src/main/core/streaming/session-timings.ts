/** Every time limit of a session, ms. */
export interface SessionTimings {
  /** From the start of the handshake to `Begin`; 1.3 s is usual. */
  beginMs: number;
  /** The same for the engine on this device, which first loads its models and may time them. */
  engineBeginMs: number;
  /** Between pings. Heartbeats come every 5 s besides. */
  pingMs: number;
  /** Without message or pong the connection is dead after this, whatever TCP says. */
  silenceMs: number;
  /** The same once the computer woke or its network changed. */
  probeMs: number;
  /** From an Error frame or `Termination` to the server's close. */
  closeMs: number;
  /** A universal model's formatted final after the unformatted one. */
  formattedMs: number;
  /** Without audio for so long the open turn is ended by us: the server ends turns only by hearing silence. */
  idleMs: number;
  /** Live for so long, earlier failures no longer lengthen the backoff. */
  stableMs: number;
  /** For the last final and `Termination`, after Stop. */
  stopMs: number;
  /** For an old session after a change of zone or model to send its rest and end. */
  drainMs: number;
  /** Before the server ends a session for its age, the next one is opened. */
  rolloverMs: number;
  /** A session with other parameters takes over in the middle of a turn if none has ended for so long. */
  handOverMs: number;
  /** After `Terminate` at the end of input, without any message. */
  quietEndMs: number;
  /** Idle saving: no voice for so long before a session is closed, so that no word is cut. */
  restQuietMs: number;
  /** Idle saving: audio before a voice was noticed that is sent too: words begin softly. */
  preRollMs: number;
}

export const defaultTimings: SessionTimings = {
  beginMs: 15_000,
  engineBeginMs: 60_000,
  pingMs: 4_000,
  silenceMs: 12_000,
  probeMs: 3_000,
  closeMs: 1_000,
  formattedMs: 2_000,
  idleMs: 2_000,
  stableMs: 30_000,
  stopMs: 5_000,
  drainMs: 30_000,
  rolloverMs: 120_000,
  handOverMs: 10_000,
  quietEndMs: 8_000,
  restQuietMs: 2_000,
  preRollMs: 1_000,
};
