import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { CaptureRequest } from '../../shared/ipc/ipc-schema';
import type { Log } from './log';

/** A sound server that hangs must not hold up a start or a quit. */
const pactl = async (...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)('pactl', args, { timeout: 5000, env: english() });
  return stdout.trim();
};
/** `pactl` speaks the person's language. */
const english = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: 'C' });

export interface SystemAudio {
  /** How the capture page can hear the computer on this system; made ready if need be. */
  prepare(): Promise<CaptureRequest['systemAudio']>;
  /** Undoes what `prepare` set up. */
  release(): Promise<void>;
}

/** `getDisplayMedia` with loopback audio. On Linux the desktop's portal asks which screen each time. */
const sharing: CaptureRequest['systemAudio'] = {
  method: 'display-media',
  reopens: process.platform !== 'linux',
  // A macOS that wasn't allowed to gives a track that is dead, or live and silent, and no error.
  failsSilently: process.platform === 'darwin',
};

/** Windows and macOS. */
const displayMedia: SystemAudio = {
  prepare: () => Promise.resolve(sharing),
  release: () => Promise.resolve(),
};

const sourceName = 'sotto_computer_sound';
export const loopbackLabel = 'Sotto_computer_sound';

/**
 * Linux: Chromium hides the monitor sources of PulseAudio and pipewire-pulse, but lists a remapped source over
 * one. So a remapped source over the default output's monitor is loaded while captions run, and follows the default
 * output when a headset is plugged in. Unlike `getDisplayMedia` it asks no portal for a screen.
 */
class PulseLoopback implements SystemAudio {
  #loaded: { module: string; output: string } | undefined;
  #loads = 0;
  #events: ChildProcess | undefined;
  /** Steps happen one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly log: Log) {}

  prepare(): Promise<CaptureRequest['systemAudio']> {
    return this.#inTurn(async () => {
      try {
        await this.#unload();
        await this.#unloadLeftover();
        await this.#load();
        this.#events ??= this.#watch();
        return { method: 'input-device', label: loopbackLabel };
      } catch (error) {
        this.#warn('no PulseAudio loopback', error);
        return sharing;
      }
    });
  }

  release(): Promise<void> {
    this.#events?.kill();
    this.#events = undefined;
    return this.#inTurn(() => this.#unload());
  }

  async #load(): Promise<void> {
    const output = await pactl('get-default-sink');
    const microphone = await pactl('get-default-source');
    const module = await pactl(
      'load-module',
      'module-remap-source',
      // A new name each time makes it another device: Chromium stays deaf to one that came back under its old name.
      `source_name=${sourceName}_${String(++this.#loads)}`,
      `master=${output}.monitor`,
      `source_properties=device.description=${loopbackLabel}`,
    );
    this.#loaded = { module, output };
    // A new source may become the default one; the person's microphone stays it.
    await pactl('set-default-source', microphone);
  }

  async #unload(): Promise<void> {
    if (!this.#loaded) return;
    const { module } = this.#loaded;
    this.#loaded = undefined;
    await pactl('unload-module', module).catch((error: unknown) => {
      this.#warn('loopback module not unloaded', error);
    });
  }

  /** A killed app leaves its module behind. */
  async #unloadLeftover(): Promise<void> {
    for (const line of (await pactl('list', 'short', 'modules')).split('\n')) {
      const [id, , argument] = line.split('\t');
      if (id && argument?.includes(`source_name=${sourceName}_`)) await pactl('unload-module', id);
    }
  }

  /** Follows the default output, of whose change the server tells. */
  #watch(): ChildProcess {
    const events = spawn('pactl', ['subscribe'], { stdio: ['ignore', 'pipe', 'ignore'], env: english() });
    events.on('error', (error) => {
      this.#warn('default output not followed', error);
    });
    events.on('close', () => {
      if (this.#events === events) this.#events = undefined;
    });
    createInterface({ input: events.stdout }).on('line', (line) => {
      if (!line.includes(' on server')) return;
      this.#inTurn(() => this.#follow()).catch((error: unknown) => {
        this.#warn('default output not followed', error);
      });
    });
    return events;
  }

  async #follow(): Promise<void> {
    if (!this.#loaded) return;
    const output = await pactl('get-default-sink');
    if (output === this.#loaded.output) return;
    try {
      await pactl('move-source-output', await streamOf(this.#loaded.module), `${output}.monitor`);
      this.#loaded.output = output;
    } catch {
      // It goes with an output that is unplugged. The capture page finds the new source by its name.
      this.#loaded = undefined;
      await this.#unloadLeftover();
      await this.#load();
    }
  }

  #warn(event: string, error: unknown): void {
    this.log.warn(event, error instanceof Error ? error.message : error);
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(step);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

/** Number of the stream by which a module listens to a monitor. */
async function streamOf(module: string): Promise<string> {
  for (const block of (await pactl('list', 'source-outputs')).split(/^Source Output #/m)) {
    if (new RegExp(`^\\s*Owner Module: ${module}$`, 'm').test(block)) return /^\d+/.exec(block)?.[0] ?? '';
  }
  throw new Error(`module ${module} listens to nothing`);
}

export const createSystemAudio = (log: Log): SystemAudio =>
  process.platform === 'linux' ? new PulseLoopback(log) : displayMedia;
