import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAuthority, type Authority } from './certificates';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An organisation's token broker, answering as the test says. */
export class BrokerServer {
  /** Path and query of each request. */
  readonly asked: string[] = [];
  readonly headers: http.IncomingHttpHeaders[] = [];

  private constructor(
    private readonly server: http.Server | https.Server,
    /** PEM of the authority its certificate is from; empty where it is plain. */
    readonly ca: string,
  ) {}

  static async start(
    answer: Answer,
    options: { plain?: boolean; port?: number; authority?: Authority } = {},
  ): Promise<BrokerServer> {
    const authority = options.authority ?? (await createAuthority());
    const server = options.plain
      ? http.createServer()
      : https.createServer(await authority.issue(['localhost', '127.0.0.1']));
    const broker = new BrokerServer(server, options.plain ? '' : authority.ca);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      broker.asked.push(request.url ?? '');
      broker.headers.push(request.headers);
      answer(request, response);
    });
    server.listen(options.port ?? 0, '127.0.0.1');
    await once(server, 'listening');
    return broker;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    const scheme = this.ca === '' ? 'http' : 'https';
    return `${scheme}://localhost:${String(this.port)}/tokens`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

export const answerJson =
  (json: unknown, status = 200): Answer =>
  (_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(json));
  };
