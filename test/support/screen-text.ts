import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The words on a picture, as a person would read them: lower case, without punctuation. */
export async function readPicture(png: string): Promise<string> {
  const { stdout } = await run('tesseract', [png, '-', '--psm', '6', '--dpi', '150'], {
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
  });
  return wordsOf(stdout);
}

export const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z' ]+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();
