import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { parseAppArguments, type AppCommand } from '../src/main/core/controls/app-commands';
import { inEnglish } from '../src/shared/locales/locales';
import { createMessages, problemText } from '../src/shared/locales/messages';
import { toProblem } from '../src/shared/problems';
import { launchHost } from './chromium-host/launch';
import { ensureBuilt } from './ensure-built';
import { requireSystemPackages } from './system-packages';

// `npm start`: the app, in the best of what this computer has: Electron, the Chromium host, or the terminal.
const root = join(import.meta.dirname, '..');
const electronFolder = join(root, 'node_modules/electron');
/** Where the electron package downloads its binary from. */
const electronDownloads = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/';

function electronBinary(): string | undefined {
  try {
    const name = readFileSync(join(electronFolder, 'path.txt'), 'utf8').trim();
    const binary = join(electronFolder, 'dist', name);
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** A closed network must not hold up the start: it is asked first, briefly. */
async function installElectron(): Promise<void> {
  console.error('Electron is not installed yet; trying to download it…');
  try {
    await fetch(electronDownloads, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
  } catch {
    console.error(`${new URL(electronDownloads).host} can't be reached from here.`);
    return;
  }
  const { status } = spawnSync(process.execPath, [join(electronFolder, 'install.js')], {
    stdio: ['ignore', 2, 2],
    timeout: 10 * 60_000,
  });
  if (status !== 0) console.error('The download failed.');
}

/** Chromium hears and plays through PulseAudio; a bare machine has none running. */
function startSoundServer(): void {
  if (spawnSync('pactl', ['info'], { stdio: 'ignore' }).status === 0) return;
  spawnSync('pulseaudio', ['--daemonize=yes', '--exit-idle-time=-1'], { stdio: 'ignore' });
}

/** Ends as the child ends, and passes on what asks this process to end. */
function follow(child: ChildProcess): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A terminal's Ctrl-C has reached the child already.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  // As a shell tells it: 128 and the signal's number.
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
}

const given = process.argv.slice(2);
let command: AppCommand;
try {
  command = parseAppArguments(given);
} catch (error) {
  console.error(problemText(createMessages(inEnglish), toProblem(error)));
  process.exit(2);
}
// One command is enough to read captions: they start with the app, unless something else is asked for.
const isPlain = command.action === undefined && command.zone === undefined && !command.isHidden;
const args = isPlain ? ['--start', ...given] : given;
const isLinux = process.platform === 'linux';
const { DISPLAY, WAYLAND_DISPLAY, CI } = process.env;
const hasDisplay = !isLinux || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);

ensureBuilt();
if (hasDisplay && electronBinary() === undefined && !CI) await installElectron();
const electron = electronBinary();
if (hasDisplay && electron !== undefined) {
  // Electron refuses its sandbox to root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // As the installed app does: a native Wayland client can neither place its overlay nor keep it on top.
  const x11 = isLinux && DISPLAY ? ['--ozone-platform=x11'] : [];
  follow(spawn(electron, [...sandbox, ...x11, root, ...args], { stdio: 'inherit' }));
} else if (isLinux && DISPLAY) {
  requireSystemPackages('start');
  console.error('Without Electron: running Sotto in the Chromium host (docs/chromium-host.md).');
  startSoundServer();
  follow(launchHost({ args }));
} else {
  console.error(
    hasDisplay
      ? 'Neither Electron nor an X11 display is here: captioning the bundled sample in the terminal.'
      : 'There is no display: captioning the bundled sample in the terminal.',
  );
  const sample = join(root, 'assets/speech-sample.wav');
  follow(spawn(process.execPath, [join(root, 'out/main/cli.js'), sample], { stdio: 'inherit' }));
}
