/**
 * Everything that can go wrong, as data. The sentence a person reads is the catalogue message
 * `problem.<code>` filled with `params`; each says what happened and what to do.
 */
export const problemCodes = [
  // key and account
  'key-missing',
  'key-malformed',
  'key-refused',
  'key-not-stored',
  'key-not-checked',
  'token-refused',
  'token-broker-unreachable',
  'token-broker-refused',
  'token-broker-malformed',
  'token-broker-url-invalid',
  'quota-exceeded',
  // network and server
  'zone-unreachable',
  'certificate-untrusted',
  'proxy-unreachable',
  'proxy-sign-in',
  'proxy-refused',
  'proxy-intercepts',
  'redirect-refused',
  'insecure-url',
  'url-invalid',
  'too-many-sessions',
  'bad-parameter',
  'option-invalid',
  'model-differs',
  'options-differ',
  'server-warning',
  'server-error',
  'session-lost',
  'network-slow',
  // engine on this device
  'engine-missing',
  'engine-damaged',
  'engine-crashed',
  'port-taken',
  // audio
  'microphone-missing',
  'microphone-denied',
  'microphone-lost',
  'microphone-silent',
  'microphone-muted',
  'microphone-busy',
  'microphone-absent',
  'microphone-replaced',
  'system-audio-missing',
  'system-audio-denied',
  'system-audio-lost',
  'system-audio-silent',
  'audio-stuck',
  'no-source-chosen',
  'capture-crashed',
  'input-unreadable',
  // windows
  'overlay-not-on-top',
  // files
  'settings-reset',
  'settings-not-saved',
  'transcript-not-saved',
  'transcript-unreadable',
  'transcript-not-found',
  'transcripts-not-deleted',
  'export-failed',
  // policy
  'policy-refused',
  'policy-malformed',
  'policy-changed',
  // app
  'hotkey-taken',
  'hotkey-doubled',
  'command-invalid',
  'zone-unknown',
  'not-running',
  'start-at-login-failed',
  'setting-invalid',
  'not-allowed',
  'internal',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** A value, not an exception: it crosses IPC and is worded where it is shown. */
export interface Problem {
  code: ProblemCode;
  /** Values for the message's placeholders, e.g. host, file, detail. Never a secret. */
  params?: Record<string, string | number>;
}

/** Thrown inside main; the IPC border and the command line turn it into a {@link Problem}. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(code: ProblemCode, params?: Problem['params'], options?: ErrorOptions) {
    super(params ? `${code} ${JSON.stringify(params)}` : code, options);
    this.name = 'ProblemError';
    this.problem = params ? { code, params } : { code };
  }
}

/** The problem behind anything thrown: a ProblemError's own, else `internal`. */
export const toProblem = (thrown: unknown): Problem =>
  thrown instanceof ProblemError
    ? thrown.problem
    : { code: 'internal', params: { detail: thrown instanceof Error ? thrown.message : String(thrown) } };
