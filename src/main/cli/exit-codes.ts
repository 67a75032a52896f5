import type { ProblemCode } from '../../shared/problems';

/** The contract of docs/command-line.md. */
export const exitCodes = {
  done: 0,
  /** A defect in Sotto. */
  internal: 1,
  usage: 2,
  key: 3,
  unreachable: 4,
  refusedByRule: 5,
  refusedByServer: 6,
  interrupted: 130,
} as const;

const byProblem: Partial<Record<ProblemCode, number>> = {
  'input-unreadable': exitCodes.usage,
  'url-invalid': exitCodes.usage,
  'export-failed': exitCodes.usage,
  'key-missing': exitCodes.key,
  'key-malformed': exitCodes.key,
  'key-refused': exitCodes.key,
  'zone-unreachable': exitCodes.unreachable,
  'session-lost': exitCodes.unreachable,
  'server-error': exitCodes.unreachable,
  'engine-missing': exitCodes.unreachable,
  'engine-damaged': exitCodes.unreachable,
  'engine-crashed': exitCodes.unreachable,
  'policy-refused': exitCodes.refusedByRule,
  'policy-malformed': exitCodes.refusedByRule,
  'certificate-untrusted': exitCodes.refusedByRule,
  'redirect-refused': exitCodes.refusedByRule,
  'insecure-url': exitCodes.refusedByRule,
  'not-allowed': exitCodes.refusedByRule,
  'bad-parameter': exitCodes.refusedByServer,
  'quota-exceeded': exitCodes.refusedByServer,
  'too-many-sessions': exitCodes.refusedByServer,
};

/** What a run that ended by this problem exits with. */
export const exitCodeOf = (code: ProblemCode): number => byProblem[code] ?? exitCodes.internal;
