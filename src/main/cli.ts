import { fork } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { environmentLanguages, uiLanguage } from '../shared/locales/locales';
import { defaultProfile } from './cli/default-profile';
import { exitCodes } from './cli/exit-codes';
import { onInterrupt } from './cli/interrupts';
import { runCli } from './cli/run-cli';
import { Captioner } from './core/captioning/captioner';
import { EngineProcess, type ForkEngine } from './core/engine/engine-process';
import { MachinePolicy } from './core/policy/machine-policy';
import { machinePolicyPath } from './core/policy/policy';
import { createOpenSocket } from './core/streaming/open-socket';
import { createConnectPeer } from './core/transport/connect-peer';

// `npm run captions`: the same core as the app's, without windows.

const { ASSEMBLYAI_API_KEY: key, ...envWithoutKey } = process.env;

const forkEngine: ForkEngine = (args) =>
  fork(join(import.meta.dirname, 'engine.js'), args, {
    // In a process group of its own: Ctrl-C on the terminal must not end it before the last words are in.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: envWithoutKey,
  });

const connect = createConnectPeer();
const policyFile = machinePolicyPath(process.platform);

process.exitCode = await runCli({
  args: process.argv.slice(2),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  language: uiLanguage(null, environmentLanguages(process.env)),
  apiKey: key?.trim() || undefined,
  defaultProfile: defaultProfile(process.platform, process.env, homedir()),
  policyFile,
  watchPolicy: (listener) => new MachinePolicy(policyFile).watch(listener),
  appVersion: packageJson.version,
  now: () => new Date(),
  connect,
  createCaptioning: ({ destinationOf, giveUpMs }) =>
    new Captioner({
      destinationOf,
      giveUpMs,
      openSocket: createOpenSocket({ connect }),
      appVersion: packageJson.version,
    }),
  createEngine: (options) => new EngineProcess({ ...options, fork: forkEngine }),
  onInterrupt: (listener) =>
    onInterrupt(listener, () => {
      // The engine ends itself when this process is gone.
      process.exit(exitCodes.interrupted);
    }),
});
// Nothing is left to do; should something hold the process all the same, it ends anyway.
setTimeout(() => process.exit(), 2000).unref();
