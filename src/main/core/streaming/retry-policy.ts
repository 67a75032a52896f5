import type { Problem, ProblemCode } from '../../../shared/problems';
import { codeOf, describeEnding, type SessionEnding } from './session-ending';

/** `fatal`: never again by itself. `at-once`: no delay. `slowly`: the account's limit needs time. */
export type Retry = 'fatal' | 'at-once' | 'backoff' | 'slowly';

interface Rule {
  by: SessionEnding['by'];
  /** Close or HTTP codes; absent is any. */
  codes?: (code: number) => boolean;
  /** Words in the server's text; absent is any. */
  text?: RegExp;
  retry: Retry;
  /** Instead of `retry`, where the session has been live before. */
  onceLive?: Retry;
  problem: ProblemCode;
  /** Tries after which a retried ending is final after all. */
  tries?: number;
}

const is =
  (...codes: number[]) =>
  (code: number) =>
    codes.includes(code);

/**
 * The whole retry policy; the first rule that fits decides. Codes and texts: AssemblyAI's "Common session errors" and
 * logged live sessions. Concurrency comes as 1008 or 3009 and inactivity as 3006, so texts count as well as codes.
 */
const rules: readonly Rule[] = [
  {
    by: 'close',
    codes: is(1008),
    text: /concurren|too many/i,
    retry: 'slowly',
    problem: 'too-many-sessions',
  },
  {
    by: 'close',
    codes: is(1008),
    text: /balance|billing|payment|funds|disabled|quota|credit|upgrade/i,
    retry: 'fatal',
    problem: 'quota-exceeded',
  },
  // Seen at random with good keys (AssemblyAI/assemblyai-node-sdk#97): worth a few tries.
  { by: 'close', codes: is(1008), text: /padding/i, retry: 'backoff', problem: 'key-refused', tries: 4 },
  // A temporary token was redeemed too late: the next connection gets a new one.
  { by: 'close', codes: is(1008), text: /expired/i, retry: 'at-once', problem: 'key-refused', tries: 3 },
  { by: 'close', codes: is(1008), retry: 'fatal', problem: 'key-refused' },
  { by: 'close', codes: is(1009), retry: 'fatal', problem: 'internal' },
  { by: 'close', codes: is(3006), text: /inactiv|idle/i, retry: 'at-once', problem: 'session-lost' },
  { by: 'close', codes: is(3006), retry: 'fatal', problem: 'bad-parameter' },
  { by: 'close', codes: is(3007), text: /rate|buffered|fast/i, retry: 'backoff', problem: 'server-error' },
  { by: 'close', codes: is(3007), retry: 'fatal', problem: 'internal' },
  { by: 'close', codes: is(3008), retry: 'at-once', problem: 'session-lost' },
  { by: 'close', codes: is(3009), retry: 'slowly', problem: 'too-many-sessions' },
  { by: 'close', codes: is(410), retry: 'fatal', problem: 'bad-parameter' },
  { by: 'close', codes: is(1011, 1012, 1013, 3005), retry: 'backoff', problem: 'server-error' },
  { by: 'close', retry: 'backoff', problem: 'session-lost' },
  { by: 'http', codes: is(401, 403), retry: 'fatal', problem: 'key-refused' },
  { by: 'http', codes: is(402), retry: 'fatal', problem: 'quota-exceeded' },
  { by: 'http', codes: is(429), retry: 'slowly', problem: 'too-many-sessions' },
  { by: 'http', codes: (code) => code >= 500, retry: 'backoff', problem: 'server-error' },
  {
    by: 'http',
    codes: (code) => code >= 300 && code < 400,
    retry: 'fatal',
    onceLive: 'slowly',
    problem: 'redirect-refused',
  },
  { by: 'http', retry: 'fatal', problem: 'bad-parameter' },
  // In the middle of a meeting it is most likely a hotel's login page, which goes away. Nothing is sent meanwhile.
  { by: 'certificate', retry: 'fatal', onceLive: 'slowly', problem: 'certificate-untrusted' },
  { by: 'proxy', retry: 'backoff', problem: 'proxy-unreachable' },
  { by: 'proxy-answer', codes: is(407), retry: 'fatal', problem: 'proxy-sign-in' },
  { by: 'proxy-answer', codes: (code) => code >= 500, retry: 'backoff', problem: 'proxy-refused' },
  { by: 'proxy-answer', retry: 'fatal', problem: 'proxy-refused' },
  { by: 'interception', retry: 'fatal', problem: 'proxy-intercepts' },
  { by: 'network', retry: 'backoff', problem: 'zone-unreachable' },
  { by: 'silence', retry: 'at-once', problem: 'session-lost' },
];

export interface RetryDecision {
  retry: Retry;
  problem: Problem;
}

/** What the session has been through. */
export interface SessionPast {
  /** The connection that ended was live: it is `session-lost`, whatever the network called it. */
  wasLive: boolean;
  /** A connection of this session was live, this one or an earlier. */
  hasBegun: boolean;
}

/** What to do about an ending. `repeats` counts the same ending in a row before this one. */
export const decideRetry = (
  ending: SessionEnding,
  host: string,
  repeats: number,
  { wasLive, hasBegun }: SessionPast = { wasLive: false, hasBegun: false },
): RetryDecision => {
  const code = codeOf(ending);
  const rule = rules.find(
    ({ by, codes, text }) =>
      by === ending.by &&
      (!codes || (code !== undefined && codes(code))) &&
      (!text || text.test(ending.text)),
  );
  if (!rule) throw new Error(`no retry rule for ${describeEnding(ending)}`);
  const problem = ending.by === 'network' && wasLive ? 'session-lost' : rule.problem;
  const givesUp = rule.tries !== undefined && repeats + 1 >= rule.tries;
  return {
    retry: givesUp ? 'fatal' : ((hasBegun ? rule.onceLive : undefined) ?? rule.retry),
    problem: {
      code: problem,
      params: { host, detail: describeEnding(ending), ...('proxy' in ending && { proxy: ending.proxy }) },
    },
  };
};

const backoffBaseMs = 500;
const backoffCapMs = 30_000;
const slowFloorMs = 15_000;

/**
 * Wait before the next try: exponential with full jitter, so that many clients don't return together.
 * @param random 0 ≤ random < 1
 */
export const retryDelayMs = (retry: Exclude<Retry, 'fatal'>, failures: number, random: number): number => {
  // A server that ends every session at once must not be asked in a tight loop.
  if (retry === 'at-once' && failures === 0) return 0;
  const jittered = random * Math.min(backoffCapMs, backoffBaseMs * 2 ** Math.min(failures, 10));
  return retry === 'slowly' ? slowFloorMs + jittered : jittered;
};
