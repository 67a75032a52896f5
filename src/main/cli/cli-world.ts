import type { Readable, Writable } from 'node:stream';
import type { UiLanguage } from '../../shared/locales/locales';
import type { Captioning, DestinationOf } from '../core/captioning/captioning';
import type { EngineProcess, EngineProcessOptions } from '../core/engine/engine-process';
import type { ConnectPeer } from '../core/transport/connect-peer';

/** Everything outside the command line's own logic. */
export interface CliWorld {
  /** Arguments after the program's name. */
  args: readonly string[];
  stdin: Readable;
  stdout: Writable & { isTTY?: boolean; columns?: number };
  stderr: Writable;
  /** What it writes in. */
  language: UiLanguage;
  /** From ASSEMBLYAI_API_KEY. */
  apiKey: string | undefined;
  defaultProfile: string;
  policyFile: string;
  /** Calls the listener when the policy file changed. @returns a function that stops watching it */
  watchPolicy: (listener: () => void) => () => void;
  appVersion: string;
  now: () => Date;
  /** Makes every connection to another computer. */
  connect: ConnectPeer;
  createCaptioning: (parts: { destinationOf: DestinationOf; giveUpMs: number }) => Captioning;
  /** Makes the engine on this device; its process starts when its destination is first asked for. */
  createEngine: (
    options: Omit<EngineProcessOptions, 'fork'>,
  ) => Pick<EngineProcess, 'destination' | 'dispose'>;
  /** Calls the listener when the person wants to stop. @returns a function that ends the subscription */
  onInterrupt: (listener: () => void) => () => void;
}
