import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { CaptureRequest } from '../../shared/ipc/ipc-schema';
import type { Log } from './log';

/** A sound server that hangs must not hold up a start or a quit. */
const run = (command: string, args: string[]) => promisify(execFile)(command, args, { timeout: 5000 });

export interface SystemAudio {
  /** How the capture page can hear the computer on this system; made ready if need be. */
  prepare(): Promise<CaptureRequest['systemAudio']>;
  /** Undoes what `prepare` set up. */
  release(): Promise<void>;
}

/** Windows and macOS: `getDisplayMedia` with loopback audio. */
const displayMedia: SystemAudio = {
  prepare: () => Promise.resolve({ method: 'display-media' }),
  release: () => Promise.resolve(),
};

const sourceName = 'sotto_computer_sound';
export const loopbackLabel = 'Sotto_computer_sound';

/**
 * Linux: Chromium hides the monitor sources of PulseAudio and pipewire-pulse, but lists a remapped source over
 * one. So a remapped source over the default output's monitor is loaded while captions run. Unlike
 * `getDisplayMedia` it asks no portal for a screen.
 */
class PulseLoopback implements SystemAudio {
  #module: string | undefined;

  constructor(private readonly log: Log) {}

  async prepare(): Promise<CaptureRequest['systemAudio']> {
    try {
      await this.release();
      await this.#unloadLeftover();
      const { stdout: sink } = await run('pactl', ['get-default-sink']);
      const { stdout: microphone } = await run('pactl', ['get-default-source']);
      const { stdout } = await run('pactl', [
        'load-module',
        'module-remap-source',
        `source_name=${sourceName}`,
        `master=${sink.trim()}.monitor`,
        `source_properties=device.description=${loopbackLabel}`,
      ]);
      this.#module = stdout.trim();
      // A new source may become the default one; the person's microphone stays it.
      await run('pactl', ['set-default-source', microphone.trim()]);
      return { method: 'input-device', label: loopbackLabel };
    } catch (error) {
      this.log.warn('no PulseAudio loopback', error instanceof Error ? error.message : error);
      return { method: 'display-media' };
    }
  }

  async release(): Promise<void> {
    if (this.#module === undefined) return;
    const module = this.#module;
    this.#module = undefined;
    await run('pactl', ['unload-module', module]).catch((error: unknown) => {
      this.log.warn('loopback module not unloaded', error instanceof Error ? error.message : error);
    });
  }

  /** A killed app leaves its module behind. */
  async #unloadLeftover(): Promise<void> {
    const { stdout } = await run('pactl', ['list', 'short', 'modules']);
    for (const line of stdout.split('\n')) {
      const [id, , argument] = line.split('\t');
      if (id && argument?.includes(`source_name=${sourceName} `)) await run('pactl', ['unload-module', id]);
    }
  }
}

export const createSystemAudio = (log: Log): SystemAudio =>
  process.platform === 'linux' ? new PulseLoopback(log) : displayMedia;
