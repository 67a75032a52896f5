import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** `GET /v3/token` of each host, and which host takes which token (AssemblyAI's spec; refusals as logged live). */
export class MintedTokens {
  /** Hosts asked for a token, refused requests included, with the expiry they were asked for. */
  readonly requests: { host: string; expiresIn: string | null }[] = [];
  /** Status and body for the next requests, instead of an answer. */
  readonly failures: { status: number; body: object }[] = [];
  readonly #hosts = new Map<string, string>();

  constructor(private readonly key: string) {}

  mint(host: string): string {
    const token = `token-${randomUUID()}`;
    this.#hosts.set(token, host);
    return token;
  }

  /** What a session's Authorization header must hold: a token of the session's own host, or else the key. */
  keyFor(host: string, { authorization }: IncomingHttpHeaders): string {
    return authorization !== undefined && this.#hosts.get(authorization) === host ? authorization : this.key;
  }

  answer(host: string, request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'https://host');
    const say = (status: number, body: object): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    };
    if (url.pathname !== '/v3/token') return say(404, {});
    const expiresIn = url.searchParams.get('expires_in_seconds');
    this.requests.push({ host, expiresIn });
    const failure = this.failures.shift();
    if (failure) return say(failure.status, failure.body);
    const { authorization } = request.headers;
    if (!authorization) return say(422, { detail: [{ type: 'missing', loc: ['header', 'authorization'] }] });
    if (authorization !== this.key) return say(401, { error: 'Invalid API key' });
    const seconds = Number(expiresIn);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > 600)
      return say(422, { detail: [{ loc: ['query', 'expires_in_seconds'] }] });
    say(200, { token: this.mint(host), expires_in_seconds: seconds });
  }
}
