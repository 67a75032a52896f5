import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBuilt, withLock } from '../../../tools/ensure-built';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sotto-built-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a file last changed `seconds` after 2020 began. */
function write(file: string, seconds: number): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  const time = Date.UTC(2020, 0, 1) / 1000 + seconds;
  utimesSync(path, time, time);
  // Writing it has changed its folders.
  for (let above = dirname(path); above !== folder; above = dirname(above)) utimesSync(above, time, time);
}

function build(seconds: number): void {
  for (const name of ['index.js', 'cli.js', 'engine.js']) write(`out/main/${name}`, seconds);
  for (const name of ['capture', 'overlay', 'control']) {
    write(`out/preload/${name}.cjs`, seconds);
    write(`out/renderer/${name}/index.html`, seconds);
  }
}

describe('whether the app is built', () => {
  it('says no without a build, and yes after one', () => {
    write('src/main/app.ts', 10);
    expect(isBuilt(folder)).toBe(false);
    build(20);
    expect(isBuilt(folder)).toBe(true);
  });

  it('says no once a source is newer, or is gone, or part of the build is missing', () => {
    write('src/main/app.ts', 10);
    build(20);
    write('src/main/app.ts', 30);
    expect(isBuilt(folder)).toBe(false);
    build(40);
    rmSync(join(folder, 'src/main/app.ts'));
    expect(isBuilt(folder)).toBe(false);
    build(Date.now() / 1000);
    rmSync(join(folder, 'out/preload/overlay.cjs'));
    expect(isBuilt(folder)).toBe(false);
  });
});

describe('the lock of a build', () => {
  it('lets two processes work one after the other', async () => {
    const log = join(folder, 'log');
    const module = join(import.meta.dirname, '../../../tools/ensure-built.ts');
    const script = `
      const { withLock } = await import(${JSON.stringify(module)});
      const { appendFileSync } = await import('node:fs');
      withLock(${JSON.stringify(join(folder, 'lock'))}, () => {
        appendFileSync(${JSON.stringify(log)}, 'in ');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
        appendFileSync(${JSON.stringify(log)}, 'out ');
      });
    `;
    const run = (): Promise<unknown> =>
      once(spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]), 'exit');
    await Promise.all([run(), run()]);
    expect(readFileSync(log, 'utf8')).toBe('in out in out ');
  });

  it('is taken over from a process that has died, and released after a failure', () => {
    const lock = join(folder, 'lock');
    mkdirSync(lock);
    // Above any process id Linux gives.
    writeFileSync(join(lock, 'pid'), '4194305');
    expect(() => {
      withLock(lock, () => {
        throw new Error('the build failed');
      });
    }).toThrow('the build failed');
    expect(existsSync(lock)).toBe(false);
  });
});
