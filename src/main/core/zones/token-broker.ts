import { z } from 'zod';
import { ProblemError } from '../../../shared/problems';
import { tokenBrokerProblem } from '../../../shared/token-broker-address';
import type { ZoneId } from '../../../shared/zones';
import { decideRetry } from '../streaming/retry-policy';
import type { ConnectPeer } from '../transport/connect-peer';
import { endingOf } from '../transport/connection-error';
import { httpsGet, type HttpAnswer } from '../transport/https-get';

export interface TokenBrokerSources {
  connect: ConnectPeer;
  /** Address in the settings; empty where there is none. */
  settingsUrl: () => string;
  /** Address the administrator fixed, which counts instead. */
  policyUrl?: () => string | undefined;
}

/** What a broker answers. Live tokens are about 2.6 kB of printable ASCII. */
const answerSchema = z.object({ token: z.string().regex(/^[\x21-\x7e]{1,16384}$/) });

/**
 * An organisation's own endpoint that gives out AssemblyAI's temporary tokens, for people who hold no key. It is told
 * the zone and nothing else, and its token goes to that zone's host alone.
 */
export class TokenBroker {
  constructor(private readonly sources: TokenBrokerSources) {}

  /** Address, or undefined where none is set. */
  get url(): string | undefined {
    const url = this.sources.policyUrl?.() ?? this.sources.settingsUrl();
    return url === '' ? undefined : url;
  }

  /** Whether the administrator fixed the address. */
  get isLocked(): boolean {
    return this.sources.policyUrl?.() !== undefined;
  }

  /** For {@link Destination}; undefined where none is set. Throws ProblemError `token-broker-url-invalid`. */
  tokenFor(zone: ZoneId): { broker: string; mint: () => Promise<string> } | undefined {
    const address = this.url;
    if (address === undefined) return undefined;
    const problem = tokenBrokerProblem(address);
    if (problem) throw new ProblemError(problem.code, problem.params);
    const url = new URL(address);
    url.searchParams.set('zone', zone);
    return { broker: url.host, mint: () => this.#mint(url) };
  }

  async #mint(url: URL): Promise<string> {
    const broker = url.host;
    return tokenIn(await this.#ask(url), broker);
  }

  async #ask(url: URL): Promise<HttpAnswer> {
    try {
      return await httpsGet(this.sources.connect, url);
    } catch (error) {
      const { problem } = decideRetry(endingOf(error), url.host, 0);
      const { code, params } = problem;
      if (code !== 'zone-unreachable') throw new ProblemError(code, params, { cause: error });
      throw new ProblemError(
        'token-broker-unreachable',
        { broker: url.host, detail: params?.['detail'] ?? '' },
        { cause: error },
      );
    }
  }
}

const tokenIn = ({ status, line, text }: HttpAnswer, broker: string): string => {
  if (status >= 500 || status === 429)
    throw new ProblemError('token-broker-unreachable', { broker, detail: line });
  // A redirect is refused like anything else that isn't the answer itself.
  if (status !== 200) throw new ProblemError('token-broker-refused', { broker, detail: line });
  const malformed = (detail: string): Error => new ProblemError('token-broker-malformed', { broker, detail });
  if (text === undefined) throw malformed('the answer is too long');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw malformed('the answer is not JSON');
  }
  const answer = answerSchema.safeParse(json);
  // The answer itself may hold a secret, so it isn't shown.
  if (!answer.success) throw malformed('there is no usable “token” in the answer');
  return answer.data.token;
};
