import type { SessionEnding } from '../streaming/session-ending';

/** No connection: where the attempt ended and why, to be judged by the retry policy. */
export class ConnectionError extends Error {
  constructor(
    readonly ending: SessionEnding,
    options?: ErrorOptions,
  ) {
    super(ending.text, options);
    this.name = 'ConnectionError';
  }
}

/** OpenSSL's and Node's names for a certificate that doesn't hold. */
const certificateCodes = /CERT|ISSUER|SELF_SIGNED|UNABLE_TO_VERIFY|CRL|ALTNAME/;
/** Those of them that say: nobody we trust has issued it. */
const issuerCodes = /SELF_SIGNED|ISSUER|UNABLE_TO_VERIFY_LEAF|CERT_SIGNATURE_FAILURE/;

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '');

export const isUntrustedIssuer = (error: unknown): boolean => issuerCodes.test(codeOf(error));

/** How a socket's error ends an attempt to connect to a server. */
export const endingOf = (error: unknown): SessionEnding => {
  if (error instanceof ConnectionError) return error.ending;
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  if (error instanceof Error && error.name === 'TimeoutError') return { by: 'network', text: 'timeout' };
  return certificateCodes.test(code)
    ? { by: 'certificate', text: message }
    : { by: 'network', text: code || message };
};
