import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { refuseTheRest } from '../refuse-the-rest';

type UtilityApi = Pick<Electron.UtilityProcess, 'kill' | 'postMessage' | 'pid' | 'stdout' | 'stderr'>;

const shim = fileURLToPath(new URL('../utility-child.mjs', import.meta.url));

/** A Node process of its own, as Electron's utility processes are. */
class HostUtilityProcess extends EventEmitter implements UtilityApi {
  readonly #child: ChildProcess;

  constructor(modulePath: string, args: readonly string[], options: Electron.ForkOptions) {
    super();
    this.#child = fork(modulePath, args, {
      // In a process group of its own, for Ctrl-C to reach main alone; it ends when main is gone.
      detached: true,
      execArgv: ['--import', shim, ...(options.execArgv ?? [])],
      env: (options.env as NodeJS.ProcessEnv | undefined) ?? process.env,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      stdio: [
        'ignore',
        options.stdio === 'pipe' ? 'pipe' : options.stdio === 'ignore' ? 'ignore' : 'inherit',
        options.stdio === 'pipe' ? 'pipe' : options.stdio === 'ignore' ? 'ignore' : 'inherit',
        'ipc',
      ],
      serialization: 'advanced',
    });
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1));
    // Sending to a process that has just ended fails; its exit says so.
    this.#child.on('error', () => undefined);
  }

  get pid(): number | undefined {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  get stdout(): ChildProcess['stdout'] {
    return this.#child.stdout;
  }

  get stderr(): ChildProcess['stderr'] {
    return this.#child.stderr;
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0)
      throw new Error('not implemented by the Chromium host: a port sent to a utility process');
    if (this.#child.connected) this.#child.send(message as object);
  }

  kill(): boolean {
    return this.#child.kill();
  }
}
refuseTheRest(HostUtilityProcess, 'UtilityProcess');

export const utilityProcess = {
  fork: (modulePath: string, args: readonly string[] = [], options: Electron.ForkOptions = {}) =>
    new HostUtilityProcess(modulePath, args, options),
};
