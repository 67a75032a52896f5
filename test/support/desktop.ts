import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A desktop of the test's own: an X display with a window manager, and a sound server with a microphone and
 * loudspeakers. Speech can be played into both. Nothing of the machine's own desktop is touched.
 */
export class TestDesktop {
  readonly #processes: ChildProcess[] = [];

  private constructor(
    /** Environment for programs that run on this desktop. */
    readonly env: NodeJS.ProcessEnv,
    private readonly folder: string,
  ) {}

  static async start(size = '1280x800'): Promise<TestDesktop> {
    const folder = await mkdtemp(join(tmpdir(), 'sotto-desktop-'));
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      XDG_RUNTIME_DIR: folder,
      PULSE_SERVER: `unix:${folder}/pulse.sock`,
    };
    for (const inherited of ['WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'ASSEMBLYAI_API_KEY']) {
      Reflect.deleteProperty(env, inherited);
    }
    const desktop = new TestDesktop(env, folder);
    try {
      await desktop.#startDisplay(size);
      await desktop.#startSound();
    } catch (error) {
      await desktop.stop();
      throw error;
    }
    return desktop;
  }

  /** Plays a WAV file into a microphone; resolves when it has been played. */
  async speak(wav: string, microphone = 'microphone'): Promise<void> {
    await run('paplay', [`--device=${microphone}_input`, wav], { env: this.env });
  }

  /** Plays a WAV file on the loudspeakers, as a meeting would; resolves when it has been played. */
  async play(wav: string): Promise<void> {
    await run('paplay', ['--device=speakers', wav], { env: this.env });
  }

  /** Takes a microphone away, as unplugging it does. */
  async unplugMicrophone(name = 'microphone'): Promise<void> {
    const { stdout } = await run('pactl', ['list', 'short', 'modules'], { env: this.env });
    for (const line of stdout.split('\n').reverse()) {
      if (line.includes(`=${name}_input`)) await this.#pactl('unload-module', line.split('\t')[0] ?? '');
    }
  }

  /** Plugs a microphone in, or in again; devices call it `Test_` and its name. The first one stays the default. */
  async plugMicrophone(name = 'microphone'): Promise<void> {
    await this.#pactl(
      'load-module',
      'module-null-sink',
      `sink_name=${name}_input`,
      `sink_properties=device.description=${name}_input`,
    );
    await this.#pactl(
      'load-module',
      'module-remap-source',
      `source_name=${name}`,
      `master=${name}_input.monitor`,
      `source_properties=device.description=Test_${name}`,
    );
    await this.setDefaultMicrophone('microphone');
    await this.#pactl('set-default-sink', 'speakers');
    // A real microphone is never quite silent.
    const noise = [
      `--device=${name}_input`,
      '--raw',
      '--rate=16000',
      '--channels=1',
      '--volume=5000',
      '/dev/urandom',
    ];
    this.#processes.push(spawn('pacat', noise, { env: this.env, stdio: 'ignore' }));
  }

  async setDefaultMicrophone(name: string): Promise<void> {
    await this.#pactl('set-default-source', name);
  }

  async #pactl(...args: string[]): Promise<void> {
    await run('pactl', args, { env: this.env });
  }

  /** A picture of the screen, or of a part of it, as PNG. */
  async screenshot(
    file: string,
    part?: { x: number; y: number; width: number; height: number },
  ): Promise<void> {
    const geometry = part ? [`--geometry=${part.width}x${part.height}+${part.x}+${part.y}`] : [];
    await run('maim', [...geometry, '--hidecursor', file], { env: this.env });
  }

  /** Presses keys, e.g. `ctrl+shift+l`. */
  async press(keys: string): Promise<void> {
    await run('xdotool', ['key', '--clearmodifiers', keys], { env: this.env });
  }

  async stop(): Promise<void> {
    for (const child of this.#processes.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  async #startDisplay(size: string): Promise<void> {
    const xvfb = spawn(
      'Xvfb',
      ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      },
    );
    this.#processes.push(xvfb);
    const display = await new Promise<string>((resolve, reject) => {
      let written = '';
      xvfb.once('error', reject);
      xvfb.once('exit', () => {
        reject(new Error('Xvfb did not start'));
      });
      // The number and its line end come one by one.
      xvfb.stdio[3]?.on('data', (data: Buffer) => {
        written += data.toString();
        if (written.endsWith('\n')) resolve(written.trim());
      });
    });
    this.env['DISPLAY'] = `:${display}`;
    this.#processes.push(spawn('openbox', [], { env: this.env, stdio: 'ignore' }));
    await until(async () =>
      (await run('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], { env: this.env })).stdout.includes(
        'window id',
      ),
    );
  }

  async #startSound(): Promise<void> {
    const script = join(this.folder, 'pulse.pa');
    await writeFile(
      script,
      [
        `load-module module-native-protocol-unix auth-anonymous=1 socket=${this.folder}/pulse.sock`,
        'load-module module-null-sink sink_name=speakers sink_properties=device.description=Test_speakers',
      ].join('\n'),
    );
    const pulse = spawn(
      'pulseaudio',
      ['-n', '--daemonize=no', '--exit-idle-time=-1', '--disallow-exit', '--use-pid-file=no', '-F', script],
      { env: { ...this.env, PULSE_SERVER: undefined, HOME: this.folder }, stdio: 'ignore' },
    );
    this.#processes.push(pulse);
    await until(async () => (await run('pactl', ['info'], { env: this.env })).stdout.includes('Server Name'));
    await this.plugMicrophone();
  }
}

/** Resolves once the check holds. A check that throws doesn't hold yet. Throws after `timeoutMs`, naming what was last seen. */
export async function until(
  check: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
  what = check.toString(),
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      if (await check()) return;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline)
      throw new Error(`not within ${String(timeoutMs)} ms: ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
