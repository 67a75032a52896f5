import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '../..');

export interface LaunchOptions {
  /** Main's script; default the built app's. */
  main?: string;
  /** Arguments for main, e.g. `--user-data-dir=…`. */
  args?: readonly string[];
  /** Environment; default this process's. See docs/chromium-host.md for the host's own variables. */
  env?: NodeJS.ProcessEnv;
  stdio?: StdioOptions;
  /** A command that runs the host in its place, e.g. a debugger's. */
  under?: readonly string[];
}

/** Starts an app in the Chromium host, in a process of its own. */
export function launchHost({
  main = join(root, 'out/main/index.js'),
  args = [],
  env = process.env,
  stdio = 'inherit',
  under = [],
}: LaunchOptions = {}): ChildProcess {
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const register = join(import.meta.dirname, 'register.mjs');
  const imports = [tsx, register].flatMap((file) => ['--import', pathToFileURL(file).href]);
  const [command = process.execPath, ...rest] = [...under, process.execPath, ...imports, main, ...args];
  return spawn(command, rest, { env, stdio });
}
