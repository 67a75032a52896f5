import { ProblemError } from '../../../shared/problems';
import { isLoopback, serverAddressProblem } from '../../../shared/server-address';
import { zones, type ZoneId } from '../../../shared/zones';
import type { Destination, DestinationOf } from '../captioning/captioning';
import { assertKeyForm } from '../secrets/key-form';

/** What a person's settings say of their own server. */
export interface SelfHostedServer {
  url: string;
  allowInsecure: boolean;
}

const streamingPath = '/v3/ws';
/** Self-hosted streaming wants the header present, with this literal (AssemblyAI's self-hosting README). */
const selfHostedAuthorization = 'self-hosted';

/**
 * Address of a person's own server as Sotto connects to it: `/v3/ws` is added where no path is given.
 * Throws `url-invalid` for anything but a plain ws(s) address, `insecure-url` for `ws:` beyond this computer
 * without consent (rule Z4).
 */
export const selfHostedUrl = (server: SelfHostedServer): string => {
  const problem = serverAddressProblem(server);
  if (problem) throw new ProblemError(problem.code, problem.params);
  const url = new URL(server.url.trim());
  if (url.pathname === '/') url.pathname = streamingPath;
  // The root's dot is no part of the name in certificates and SNI.
  url.hostname = url.hostname.replace(/\.$/, '');
  return url.href;
};

/** Host of a destination, with its port where it isn't the scheme's own. */
export const hostOf = (destination: Destination): string => new URL(destination.url).host;

/**
 * The last check before a socket opens: the address must be the zone's (rules Z1, Z4), whoever made the destination.
 * Throws `not-allowed`, `url-invalid` or `insecure-url`.
 */
export const verifyDestination = (destination: Destination): void => {
  const { zone, url } = destination;
  if (zone === 'self-hosted') {
    selfHostedUrl({ url, allowInsecure: destination.allowInsecure ?? false });
  } else if (zone === 'device') {
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'ws:' || !isLoopback(hostname)) throw new ProblemError('not-allowed');
  } else if (url !== zones[zone].socketUrl) {
    throw new ProblemError('not-allowed');
  }
};

export interface DestinationSources {
  /** Current settings of the person's own server. */
  selfHosted: () => SelfHostedServer & { ca?: string };
  /** The AssemblyAI key, or undefined where none is set. Read anew for each connection. */
  readKey: () => Promise<string | undefined>;
  /** A token of the organisation's for this zone, where there is no key; undefined where there is none of both. */
  tokenFor?: (zone: ZoneId) => Destination['token'];
  /** Starts the engine on this device if needed, and says where it listens. Throws `engine-missing`… */
  engine: () => Promise<{ url: string; authorization: string }>;
  /** Throws `policy-refused` for a zone the administrator doesn't allow (rule Z6). */
  checkPolicy?: (zone: ZoneId) => void;
}

/** The one maker of destinations, for the app and the command line alike. */
export const createDestinationOf =
  (sources: DestinationSources): DestinationOf =>
  async (zone) => {
    sources.checkPolicy?.(zone);
    if (zone === 'device') return { zone, ...(await sources.engine()) };
    if (zone === 'self-hosted') {
      const server = sources.selfHosted();
      return {
        zone,
        url: selfHostedUrl(server),
        authorization: selfHostedAuthorization,
        allowInsecure: server.allowInsecure,
        ...(server.ca !== undefined && { ca: server.ca }),
      };
    }
    const key = await sources.readKey();
    const { socketUrl } = zones[zone];
    if (!socketUrl) throw new Error(`zone ${zone} has no address`);
    if (key) {
      assertKeyForm(key);
      return { zone, url: socketUrl, authorization: key };
    }
    const token = sources.tokenFor?.(zone);
    if (!token) throw new ProblemError('key-missing');
    return { zone, url: socketUrl, authorization: '', token };
  };
