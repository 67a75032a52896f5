import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import type { ConnectPeer } from './connect-peer';
import { ConnectionError, endingOf } from './connection-error';

export interface HttpAnswer {
  status: number;
  /** `HTTP 403 Forbidden`, for messages. */
  line: string;
  /** Undefined where it is longer than allowed. */
  text: string | undefined;
}

const timeoutMs = 10_000;
const maxBytes = 64 * 1024;

/**
 * One GET over a checked connection of its own: no redirect is followed, at most 64 kB and 10 s.
 * Throws a ConnectionError.
 */
export const httpsGet = async (
  connect: ConnectPeer,
  url: URL,
  options: { headers?: Record<string, string>; hasPublicCertificate?: boolean } = {},
): Promise<HttpAnswer> => {
  const signal = AbortSignal.timeout(timeoutMs);
  const { socket } = await connect(
    { url, hasPublicCertificate: options.hasPublicCertificate ?? false },
    signal,
  );
  try {
    const request = http.get({
      host: url.hostname,
      path: url.pathname + url.search,
      headers: { Host: url.host, Accept: 'application/json', ...options.headers },
      createConnection: () => socket,
      signal,
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const { statusCode: status = 0, statusMessage = '' } = response;
    return { status, line: `HTTP ${status} ${statusMessage}`.trim(), text: await readText(response) };
  } catch (error) {
    throw new ConnectionError(endingOf(signal.aborted ? signal.reason : error), { cause: error });
  } finally {
    socket.destroy();
  }
};

const readText = async (response: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};
