import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestDesktop } from '../../support/desktop';

const root = join(import.meta.dirname, '../../..');
let profile: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'sotto-start-'));
});

afterEach(() => {
  child?.kill('SIGKILL');
  // Where the test failed, Chromium may still be ending and writing.
  rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** Runs a tool as npm's scripts do; `said` is what it has written so far. */
function run(tool: string, args: string[], env: NodeJS.ProcessEnv) {
  const said = { out: '', err: '' };
  child = spawn(process.execPath, ['--import', 'tsx', join(root, 'tools', tool), ...args], {
    // With CI set, nothing is downloaded.
    env: { ...env, CI: '1', SOTTO_PROFILE: profile, ASSEMBLYAI_API_KEY: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.on('data', (chunk) => (said.out += String(chunk)));
  child.stderr?.on('data', (chunk) => (said.err += String(chunk)));
  return { child, said, exited: once(child, 'exit') as Promise<[number | null]> };
}

describe('npm start', () => {
  it('captions the sample in the terminal where there is no display', async () => {
    const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
    const { said } = run('start.ts', [], env);
    await vi.waitFor(
      () => {
        expect(said).toMatchObject({
          err: expect.stringContaining('There is no display') as string,
          out: expect.stringMatching(/country/i) as string,
        });
      },
      { timeout: 55_000, interval: 200 },
    );
  });

  it('opens the app’s windows where there is one, and ends when told', async () => {
    const desktop = await TestDesktop.start();
    const { child, said, exited } = run('start.ts', [], desktop.env);
    await vi.waitFor(
      () => {
        const windows = execFileSync('wmctrl', ['-l'], { env: desktop.env, encoding: 'utf8' });
        expect(windows).toMatch(/Sotto$/m);
      },
      { timeout: 40_000, interval: 200 },
    );
    expect(said.err).toContain('Without Electron: running Sotto in the Chromium host');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    await desktop.stop();
  });
});

describe('run-built', () => {
  it('runs an entry of the build in its own process, its exit code included', async () => {
    const { said, exited } = run('run-built.ts', ['cli', '--no-such-option'], process.env);
    expect((await exited)[0]).toBe(2);
    expect(said.out).toBe('');
    expect(said.err).toContain('--no-such-option');
  });

  it('knows the entries there are', async () => {
    const { said, exited } = run('run-built.ts', ['index'], process.env);
    expect((await exited)[0]).toBe(2);
    expect(said.err).toContain('usage:');
  });
});
