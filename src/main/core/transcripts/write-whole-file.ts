import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat, writeFile } from 'node:fs/promises';

/**
 * Writes a file whole or not at all: a reader never sees half of it, and a full disk leaves the old file as it was.
 * What is no plain file (a pipe, `/dev/stdout`) is written to as it is. Throws the file system's error.
 *
 * Small on purpose: the usual packages for this (`atomically`, `write-file-atomic`) listen for signals when loaded,
 * which would end the command line before the last caption is in.
 */
export async function writeWholeFile(path: string, text: string): Promise<void> {
  const existing = await stat(path).catch(() => undefined);
  if (existing && !existing.isFile()) {
    await writeFile(path, text);
    return;
  }
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx', existing?.mode ?? 0o666);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
