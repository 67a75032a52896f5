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
  /** `--verify-receipt` found that something differs. */
  differs: 7,
  interrupted: 130,
} as const;

const byProblem: Partial<Record<ProblemCode, number>> = {
  'input-unreadable': exitCodes.usage,
  'command-invalid': exitCodes.usage,
  'zone-unknown': exitCodes.usage,
  'url-invalid': exitCodes.usage,
  'option-invalid': exitCodes.usage,
  'export-failed': exitCodes.usage,
  'key-missing': exitCodes.key,
  'key-malformed': exitCodes.key,
  'key-refused': exitCodes.key,
  'token-refused': exitCodes.key,
  'token-broker-refused': exitCodes.key,
  'token-broker-malformed': exitCodes.key,
  'token-broker-url-invalid': exitCodes.key,
  'token-broker-unreachable': exitCodes.unreachable,
  'proxy-unreachable': exitCodes.unreachable,
  'proxy-sign-in': exitCodes.unreachable,
  'proxy-refused': exitCodes.unreachable,
  'zone-unreachable': exitCodes.unreachable,
  'session-lost': exitCodes.unreachable,
  'server-error': exitCodes.unreachable,
  'engine-missing': exitCodes.unreachable,
  'engine-damaged': exitCodes.unreachable,
  'engine-crashed': exitCodes.unreachable,
  'policy-refused': exitCodes.refusedByRule,
  'policy-malformed': exitCodes.refusedByRule,
  'policy-changed': exitCodes.refusedByRule,
  'certificate-untrusted': exitCodes.refusedByRule,
  'proxy-intercepts': exitCodes.refusedByRule,
  'redirect-refused': exitCodes.refusedByRule,
  'insecure-url': exitCodes.refusedByRule,
  'not-allowed': exitCodes.refusedByRule,
  'bad-parameter': exitCodes.refusedByServer,
  'quota-exceeded': exitCodes.refusedByServer,
  'too-many-sessions': exitCodes.refusedByServer,
};

/** What a run that ended by this problem exits with. */
export const exitCodeOf = (code: ProblemCode): number => byProblem[code] ?? exitCodes.internal;
