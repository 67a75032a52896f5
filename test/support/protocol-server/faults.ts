/** What a host does to its next connection instead of serving it well. `afterMs` counts audio received. */
export type Fault =
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
  /** The server goes silent but the connection stays: no message, no pong. */
  | { kind: 'freeze'; afterMs: number }
  | { kind: 'no-begin' }
  /** `Begin` comes when the test says so. */
  | { kind: 'slow-begin'; until: Promise<unknown> }
  | { kind: 'no-termination' }
  /** Only the unformatted final of each turn comes. */
  | { kind: 'no-formatting' }
  /** Sends these frames right after `Begin`. */
  | { kind: 'say'; frames: readonly (string | Uint8Array)[] }
  /** Tells `expires_at` so long after now. */
  | { kind: 'expires'; inMs: number };

export type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>;
