import { ProblemError } from '../../../shared/problems';

/**
 * A key goes into an HTTP header as it is: visible ASCII alone (RFC 9110, 5.5), which all of AssemblyAI's are.
 * Throws ProblemError `key-malformed` for anything else, as when a line break or a quotation mark was copied with it.
 */
export function assertKeyForm(key: string): void {
  if (!/^[\x21-\x7e]+$/.test(key)) throw new ProblemError('key-malformed');
}
