import { refuseTheRest } from '../refuse-the-rest';

type ProtocolApi = Pick<
  Electron.Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
>;
type Handler = (request: Request) => Response | Promise<Response>;

/**
 * Chromium takes no new schemes from outside, so `sotto://app/x` is `http://app.sotto.localhost/x` to it: a secure
 * context by its name, answered by the host before any network. Main only ever sees the scheme's own URLs.
 */
class HostProtocol implements ProtocolApi {
  readonly #handlers = new Map<string, Handler>();

  registerSchemesAsPrivileged(): void {
    // Every scheme here is standard, secure and may be fetched.
  }

  handle(scheme: string, handler: (request: never) => unknown): void {
    this.#handlers.set(scheme, handler as unknown as Handler);
  }

  unhandle(scheme: string): void {
    this.#handlers.delete(scheme);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** A URL as Chromium knows it. */
  toChromium(url: string): string {
    for (const scheme of this.#handlers.keys()) {
      const own = new RegExp(`^${scheme}://([^/?#]+)`).exec(url);
      if (own) return url.replace(own[0], `http://${String(own[1])}.${scheme}.localhost`);
    }
    return url;
  }

  /** A URL as main knows it. */
  fromChromium(url: string): string {
    for (const scheme of this.#handlers.keys()) {
      const own = new RegExp(`^http://([^/?#]+)\\.${scheme}\\.localhost(?=[/?#]|$)`).exec(url);
      if (own) return url.replace(own[0], `${scheme}://${String(own[1])}`);
    }
    return url;
  }

  /** Answers a request for one of the app's own URLs; undefined if it is none of them. */
  async answer(
    url: string,
    init: { method: string; headers: Record<string, string>; body?: string },
  ): Promise<Response | undefined> {
    const handler = this.#handlers.get(url.slice(0, url.indexOf(':')));
    if (!handler) return undefined;
    try {
      return await handler(new Request(url, init));
    } catch {
      return new Response(null, { status: 500 });
    }
  }
}
refuseTheRest(HostProtocol, 'protocol');

export const protocol = new HostProtocol();
