import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import type { CliWorld } from '../../src/main/cli/cli-world';
import { runCli } from '../../src/main/cli/run-cli';
import { Captioner } from '../../src/main/core/captioning/captioner';
import { MachinePolicy } from '../../src/main/core/policy/machine-policy';
import { createOpenSocket } from '../../src/main/core/streaming/open-socket';
import { createConnectPeer, type ConnectOptions } from '../../src/main/core/transport/connect-peer';
import { inEnglish } from '../../src/shared/locales/locales';
import { wavBytes } from './wav-bytes';

export type JsonlEvent = Record<string, unknown> & { event: string };

export interface CliRunOptions extends Partial<CliWorld> {
  /** Where hosts are dialled, and the CA file to trust. */
  network?: ConnectOptions;
  terminal?: { columns: number };
}

/** The command line in this process, with its own profile folder and everything it writes collected. */
export class CliRun {
  readonly folder = mkdtempSync(join(tmpdir(), 'sotto-cli-'));
  readonly policyFile = join(this.folder, 'policy.json');
  readonly profile = join(this.folder, 'profile');
  readonly stdin = new PassThrough();
  out = '';
  err = '';
  #interrupt: (() => void) | undefined;

  /** Runs to the end and gives the exit code. */
  run(args: readonly string[], { network = {}, terminal, ...world }: CliRunOptions = {}): Promise<number> {
    const connect = createConnectPeer({ routesTo: () => Promise.resolve(['direct']), ...network });
    const stdout: CliWorld['stdout'] = collect((text) => (this.out += text));
    if (terminal) Object.assign(stdout, { isTTY: true, columns: terminal.columns });
    return runCli({
      args,
      stdin: this.stdin,
      stdout,
      stderr: collect((text) => (this.err += text)),
      language: inEnglish,
      apiKey: undefined,
      defaultProfile: this.profile,
      policyFile: this.policyFile,
      watchPolicy: (listener) =>
        new MachinePolicy(this.policyFile, { lookMs: 20, settleMs: 20 }).watch(listener),
      appVersion: '1.2.3',
      now: () => new Date(),
      connect,
      createCaptioning: (parts) =>
        new Captioner({
          ...parts,
          openSocket: createOpenSocket({ connect }),
          appVersion: '1.2.3',
          random: () => 0,
        }),
      createEngine: () => ({
        destination: () => Promise.reject(new Error('no engine in this test')),
        dispose: () => undefined,
      }),
      onInterrupt: (listener) => {
        this.#interrupt = listener;
        return () => (this.#interrupt = undefined);
      },
      ...world,
    });
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.#interrupt?.();
  }

  get events(): JsonlEvent[] {
    return eventsIn(this.out);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

export const eventsIn = (jsonl: string): JsonlEvent[] =>
  jsonl
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonlEvent);

/** A WAV file of 16 kHz PCM16 channels. */
export function wavOf(channels: Buffer[]): Buffer {
  const planes = channels.map((pcm) =>
    Float32Array.from({ length: pcm.length / 2 }, (_, index) => pcm.readInt16LE(index * 2) / 32_768),
  );
  return wavBytes(planes, { encoding: 'pcm', bits: 16, rate: 16_000 });
}

const collect = (take: (text: string) => void): Writable =>
  new Writable({
    decodeStrings: false,
    write: (chunk: unknown, _encoding, done) => {
      take(String(chunk));
      done();
    },
  });
