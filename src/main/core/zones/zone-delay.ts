import { ProblemError } from '../../../shared/problems';
import { zones, type ZoneId } from '../../../shared/zones';
import { decideRetry } from '../streaming/retry-policy';
import type { ConnectPeer, PeerAddress } from '../transport/connect-peer';
import { endingOf } from '../transport/connection-error';
import { selfHostedUrl, type SelfHostedServer } from './zone-destination';

export interface ZoneDelaySources {
  connect: ConnectPeer;
  selfHosted: () => SelfHostedServer & { ca?: string };
  /** Throws `policy-refused` for a zone the administrator doesn't allow: such a zone isn't even connected to. */
  checkPolicy: (zone: ZoneId) => void;
  /** Monotonic time, ms. */
  now: () => number;
}

const samples = 3;
const freshMs = 60_000;

/**
 * How long it takes to connect to a zone, without audio, key or session: TCP and TLS as for a session, then nothing is
 * sent and the connection is closed. Only on a person's request, as the zones' hosts see this computer's address.
 */
export class ZoneDelay {
  readonly #sources: ZoneDelaySources;
  readonly #known = new Map<string, { ms: number; at: number }>();
  #leaving = new AbortController();

  constructor(sources: ZoneDelaySources) {
    this.#sources = sources;
  }

  /**
   * The median of three connections, ms; an answer of the last minute counts. Throws ProblemError `zone-unreachable`,
   * `policy-refused`, `not-allowed` for this device, and what is wrong with an address, a certificate or a proxy.
   */
  async measure(zone: ZoneId): Promise<number> {
    this.#sources.checkPolicy(zone);
    const peer = this.#peerOf(zone);
    const { host } = peer.url;
    const known = this.#known.get(host);
    if (known && this.#sources.now() - known.at < freshMs) return known.ms;
    try {
      const ms = await this.#medianOf(peer, this.#leaving.signal);
      this.#known.set(host, { ms, at: this.#sources.now() });
      return ms;
    } catch (error) {
      const { code, params } = decideRetry(endingOf(error), host, 0).problem;
      throw new ProblemError(code, params, { cause: error });
    }
  }

  /** Ends what is being measured: the person has left. */
  stop(): void {
    this.#leaving.abort();
    this.#leaving = new AbortController();
  }

  async #medianOf(peer: PeerAddress, signal: AbortSignal): Promise<number> {
    const taken: number[] = [];
    for (let count = 0; count < samples; count += 1) {
      const began = this.#sources.now();
      const { socket } = await this.#sources.connect(peer, signal);
      taken.push(this.#sources.now() - began);
      socket.on('error', () => undefined);
      socket.destroy();
    }
    return taken.sort((a, b) => a - b)[Math.floor(samples / 2)] ?? 0;
  }

  #peerOf(zone: ZoneId): PeerAddress {
    const { socketUrl } = zones[zone];
    if (socketUrl !== null) return { url: new URL(socketUrl), hasPublicCertificate: true };
    if (zone !== 'self-hosted') throw new ProblemError('not-allowed');
    const server = this.#sources.selfHosted();
    return { url: new URL(selfHostedUrl(server)), ca: server.ca };
  }
}
