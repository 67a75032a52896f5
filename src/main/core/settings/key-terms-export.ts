import { writeFile } from 'node:fs/promises';
import { ProblemError } from '../../../shared/problems';
import type { Settings } from '../../../shared/settings';

/** Writes the key terms to `file`, one a line, as the settings read them in again. Throws `export-failed` {file, detail}. */
export async function exportKeyTerms({ speechOptions }: Settings, file: string): Promise<void> {
  const terms = speechOptions['keyterms_prompt'];
  const lines = Array.isArray(terms) ? terms.map((term) => `${String(term)}\n`) : [];
  try {
    await writeFile(file, lines.join(''));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new ProblemError('export-failed', { file, detail }, { cause: error });
  }
}
