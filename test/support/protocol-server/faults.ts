/** What a host does to its next connection instead of serving it well. `afterMs` counts audio received. */
export type Fault =
  /** The certificate is for another name, of an authority no one knows, or out of date. */
  | { kind: 'certificate'; which: BadCertificate }
  /** Answers the upgrade with HTTP. */
  | { kind: 'http'; status: number; location?: string }
  /** Never answers the upgrade. */
  | { kind: 'no-upgrade' }
  /** Error frame, then a close with the same code; at once, or after so much audio. */
  | { kind: 'error'; code: number; text: string; afterMs?: number }
  /** Close without an Error frame. */
  | { kind: 'close'; code: number; reason?: string; afterMs?: number }
  /** The connection breaks off without a word. */
  | { kind: 'drop'; afterMs: number }
  /** The same by a TCP reset: what was on its way is lost too. */
  | { kind: 'reset'; afterMs: number }
  /** The connection breaks off as soon as `Terminate` comes. */
  | { kind: 'drop-on-terminate' }
  /** The server goes silent but the connection stays: no message, no pong. */
  | { kind: 'freeze'; afterMs: number }
  /** The server takes nothing more, but goes on talking. */
  | { kind: 'stall'; afterMs: number }
  | { kind: 'no-begin' }
  /** `Begin` comes when the test says so. */
  | { kind: 'slow-begin'; until: Promise<unknown> }
  /** `Begin` comes so long after the upgrade. */
  | { kind: 'late-begin'; ms: number }
  | { kind: 'no-termination' }
  /** Only the unformatted final of each turn comes. */
  | { kind: 'no-formatting' }
  /** Sends these frames right after `Begin`, or after so much audio; `ends` says that no client stays after them. */
  | { kind: 'say'; frames: readonly (string | Uint8Array)[]; afterMs?: number; ends?: boolean }
  /** Bytes that are no WebSocket frame. */
  | { kind: 'noise'; bytes: Uint8Array; afterMs: number }
  /** The session ends for its age (3008) so long after now, and says so in `expires_at`. */
  | { kind: 'expires'; inMs: number };

export type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>;

export const badCertificates = ['other-host', 'unknown-authority', 'expired'] as const;
export type BadCertificate = (typeof badCertificates)[number];

/** What happens to the next TCP connection before any host is known. */
export type TcpFault =
  /** Accepted, then reset. */
  | 'reset'
  /** Accepted, then nothing. */
  | 'silent'
  /** Broken off after the client's first bytes: in the middle of the TLS handshake. */
  | 'broken-handshake'
  /** Answers in plain HTTP where TLS was asked for, as a hotel's sign-in page does. */
  | 'plain-http';
