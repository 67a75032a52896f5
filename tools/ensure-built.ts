import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** What a build is made from, besides the packages. */
const sources = ['src', 'electron.vite.config.ts', 'tools/engine-assets.ts', 'package-lock.json'];
/** What every whole build writes. */
const results = [
  ...['index.js', 'cli.js', 'engine.js'].map((file) => `out/main/${file}`),
  ...['capture.cjs', 'overlay.cjs', 'control.cjs'].map((file) => `out/preload/${file}`),
  ...['capture', 'overlay', 'control'].map((page) => `out/renderer/${page}/index.html`),
];

/** Newest change in a file or folder, ms since 1970; a folder's own time tells of files taken away. */
function newest(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Whether every result is there and none is older than a source. */
export function isBuilt(folder = root): boolean {
  const built = results.map((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return (
    Math.min(...built) > 0 &&
    Math.min(...built) >= Math.max(...sources.map((path) => newest(join(folder, path))))
  );
}

const sleep = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Runs `work` while no other process holds `lock`, a folder with its holder's pid. A dead holder's lock is taken over. */
export function withLock(lock: string, work: () => void): void {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    let holder = NaN;
    try {
      holder = Number(readFileSync(join(lock, 'pid'), 'utf8'));
    } catch {
      // Just made, or just released.
    }
    if (holder > 0 && !isAlive(holder)) rmSync(lock, { recursive: true, force: true });
    else sleep(100);
  }
  try {
    writeFileSync(join(lock, 'pid'), String(process.pid));
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/**
 * Builds the app if a source is newer than the build. Two processes at once build once. Prints to stderr only, and
 * nothing if all is up to date; ends this process with the build's exit code if it fails.
 */
export function ensureBuilt(): void {
  if (isBuilt()) return;
  withLock(join(root, 'node_modules/.sotto-build-lock'), () => {
    if (isBuilt()) return;
    process.stderr.write('Building Sotto…\n');
    const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    if (status !== 0) process.exitCode = status ?? 1;
  });
  if (process.exitCode) process.exit();
}
