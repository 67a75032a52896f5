import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium } from './chromium-host/chromium/chromium-browser';

export type Purpose = 'start' | 'test';

const inPath = (binary: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, binary), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

const hasFont = (file: string): boolean =>
  // Without the program there is no output at all.
  String(spawnSync('fc-list', [':', 'file']).stdout ?? '').includes(file);

const hasSoundServer = (): boolean =>
  inPath('pulseaudio') || spawnSync('pactl', ['info'], { stdio: 'ignore' }).status === 0;

/** Debian's packages by purpose, each with how to tell that what it brings is there. */
const needed: Readonly<Record<Purpose, Readonly<Record<string, () => boolean>>>> = {
  start: {
    chromium: () => findChromium() !== undefined,
    pulseaudio: hasSoundServer,
    'pulseaudio-utils': () => inPath('pactl'),
    'fonts-dejavu-core': () => hasFont('.ttf') || hasFont('.otf'),
  },
  test: {
    chromium: () => findChromium() !== undefined,
    xvfb: () => inPath('Xvfb'),
    openbox: () => inPath('openbox'),
    pulseaudio: () => inPath('pulseaudio'),
    'pulseaudio-utils': () => inPath('pactl'),
    maim: () => inPath('maim'),
    'tesseract-ocr': () => inPath('tesseract'),
    xdotool: () => inPath('xdotool'),
    wmctrl: () => inPath('wmctrl'),
    'x11-utils': () => inPath('xprop'),
    strace: () => inPath('strace'),
    'fonts-dejavu-core': () => hasFont('DejaVuSans.ttf'),
    'fonts-liberation': () => hasFont('LiberationSans-Regular.ttf'),
  },
};

/** Names of the Debian packages whose programs this computer lacks for `purpose`. */
export const missingPackages = (purpose: Purpose): string[] =>
  Object.entries(needed[purpose]).flatMap(([name, isThere]) => (isThere() ? [] : [name]));

/**
 * Makes sure that the system's programs for `purpose` are there: as root on Debian it installs what is missing,
 * otherwise it prints the command that would and ends this process with 1. Does nothing on other systems than Linux.
 */
export function requireSystemPackages(purpose: Purpose): void {
  if (process.platform !== 'linux') return;
  const missing = missingPackages(purpose);
  if (missing.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  process.stderr.write(`Sotto needs these system packages: ${missing.join(', ')}\n`);
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    process.stderr.write(`Installing them: ${command}\n`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('sh', ['-c', command], { stdio: ['ignore', 2, 2], env });
    const still = missingPackages(purpose);
    if (still.length === 0) return;
    process.stderr.write(`Still missing: ${still.join(', ')}\n`);
  } else {
    process.stderr.write(`Install them with:\n  sudo sh -c '${command}'\n`);
  }
  process.exit(1);
}
