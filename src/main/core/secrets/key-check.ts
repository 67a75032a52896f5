import { ProblemError, type ProblemCode } from '../../../shared/problems';
import { zones, type ZoneId } from '../../../shared/zones';
import { decideRetry } from '../streaming/retry-policy';
import type { ConnectPeer } from '../transport/connect-peer';
import { endingOf } from '../transport/connection-error';
import { httpsGet, type HttpAnswer } from '../transport/https-get';

/**
 * Asks a zone whether it takes this key, without opening a session: by having it mint a token that nobody uses and that
 * is dead after a second (`GET /v3/token`, AssemblyAI's "Generate temporary streaming token"; not billed).
 * Throws ProblemError `key-refused`, `quota-exceeded`, `key-not-checked` (the zone can't be reached, or its answer isn't
 * clear), or what is wrong with a certificate or proxy on the way.
 */
export const checkKey = async (connect: ConnectPeer, zone: ZoneId, key: string): Promise<void> => {
  const { tokenUrl } = zones[zone];
  if (tokenUrl === null) throw new ProblemError('not-allowed');
  const url = new URL(tokenUrl);
  url.searchParams.set('expires_in_seconds', '1');
  const { host } = url;
  const answer = await httpsGet(connect, url, {
    headers: { Authorization: key },
    hasPublicCertificate: true,
  }).catch((error: unknown) => {
    const { code, params } = decideRetry(endingOf(error), host, 0).problem;
    throw new ProblemError(code === 'zone-unreachable' ? 'key-not-checked' : code, params, { cause: error });
  });
  const code = problemIn(answer);
  if (code) throw new ProblemError(code, { host, detail: answer.line });
};

/** 422 is how the live server answers a header it can't use; its text names what it misses. */
const problemIn = ({ status, text = '' }: HttpAnswer): ProblemCode | undefined => {
  if (status === 200) return undefined;
  if (status === 401 || status === 403) return 'key-refused';
  if (status === 402) return 'quota-exceeded';
  if ((status === 400 || status === 422) && /authori[sz]ation|api[ _-]?key/i.test(text)) return 'key-refused';
  return 'key-not-checked';
};
