import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const module = join(import.meta.dirname, '../../../tools/system-packages.ts');
let bin: string;

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'sotto-bin-'));
});

afterEach(() => {
  rmSync(bin, { recursive: true, force: true });
});

/** A program that does nothing, or what `body` says. */
function provide(name: string, body = ''): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** Checks for tests with no program in PATH but those of `bin`. */
const check = () =>
  spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      `(await import('${module}')).requireSystemPackages('test')`,
    ],
    { env: { PATH: bin }, encoding: 'utf8' },
  );

describe.runIf(process.platform === 'linux')('the system’s packages', () => {
  it('are asked for by name where they are missing, with the command that brings them', () => {
    // Neither can apt-get be run here, nor is anything changed.
    symlinkSync('/bin/sh', join(bin, 'sh'));
    for (const name of ['Xvfb', 'xdotool']) provide(name);
    const { status, stdout, stderr } = check();
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/needs these system packages: .*chromium.*openbox/);
    expect(stderr).toMatch(/apt-get update && apt-get install -y .*openbox/);
    expect(stderr).not.toMatch(/xvfb|xdotool/);
  });

  it('are let be where all are there', () => {
    const programs = 'chromium Xvfb openbox pulseaudio pactl maim tesseract xdotool wmctrl xprop strace';
    for (const name of programs.split(' ')) provide(name);
    provide('fc-list', 'echo /fonts/DejaVuSans.ttf /fonts/LiberationSans-Regular.ttf');
    expect(check()).toMatchObject({ status: 0, stderr: '' });
  });
});
