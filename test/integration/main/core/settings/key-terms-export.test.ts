import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exportKeyTerms } from '../../../../../src/main/core/settings/key-terms-export';
import { settingsSchema } from '../../../../../src/shared/settings';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sotto-terms-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const settings = settingsSchema.parse({ speechOptions: { keyterms_prompt: ['Sotto', 'Dr. Zürcher'] } });

it('writes the key terms, one a line', async () => {
  const file = join(folder, 'terms.txt');
  await exportKeyTerms(settings, file);
  expect(readFileSync(file, 'utf8')).toBe('Sotto\nDr. Zürcher\n');
});

it('says why it can’t', async () => {
  const file = join(folder, 'no-such-folder', 'terms.txt');
  await expect(exportKeyTerms(settings, file)).rejects.toMatchObject({
    problem: { code: 'export-failed', params: { file } },
  });
});
