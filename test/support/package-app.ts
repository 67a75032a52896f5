import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

/** Marks the place of the fuses in Electron's binary; a version, their number and one digit for each follow (@electron/fuses). */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseWire = `${fuseSentinel}\u0001\u0009${'1'.repeat(9)}`;

/** What electron-builder wants to find in an Electron for Linux, with nothing in it that runs. */
async function makeStandIn(folder: string): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true });
  await mkdir(join(folder, 'resources'));
  const { version } = require('electron/package.json') as { version: string };
  const files = {
    electron: fuseWire,
    version,
    LICENSE: '',
    'LICENSES.chromium.html': '',
    'chrome-sandbox': '',
    chrome_crashpad_handler: '',
    'locales/en-US.pak': '',
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content, { mode: 0o755 });
  }
}

/**
 * Packages the built app for Linux as `npm run package` does, but without Electron's binary, which can't be had
 * everywhere, and unpacks its archive.
 * @param folder an empty folder with no node_modules above it, so that nothing is found that the package lacks
 * @returns main's script and the resources folder
 */
export async function packageApp(folder: string): Promise<{ main: string; resources: string }> {
  const standIn = join(folder, 'electron');
  const dist = join(folder, 'dist');
  await makeStandIn(standIn);
  await run(
    process.execPath,
    [
      join(dirname(require.resolve('electron-builder/package.json')), 'cli.js'),
      ...['--linux', 'dir', '--publish', 'never'],
      ...[`-c.electronDist=${standIn}`, `-c.directories.output=${dist}`],
    ],
    { cwd: root },
  );
  const resources = join(dist, 'linux-unpacked/resources');
  const app = join(folder, 'app');
  // The archive's own tool, in the version electron-builder made it with.
  const builder = createRequire(require.resolve('app-builder-lib/package.json'));
  const { extractAll } = builder('@electron/asar') as { extractAll: (archive: string, to: string) => void };
  extractAll(join(resources, 'app.asar'), app);
  return { main: join(app, 'out/main/index.js'), resources };
}
