import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';
import { launchHost } from '../../../tools/chromium-host/launch';
import type { TestDesktop } from '../../support/desktop';

const main = join(import.meta.dirname, 'fixtures/host-app/main.ts');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** The fixture app in the Chromium host, and hands to drive its main process and its page. */
export async function startHostApp(desktop: TestDesktop) {
  const userData = mkdtempSync(join(tmpdir(), 'sotto-host-test-'));
  const control = join(userData, 'control.sock');
  const port = await freePort();
  const child = launchHost({
    main,
    args: [`--user-data-dir=${userData}`],
    env: {
      ...desktop.env,
      SOTTO_HOST_DEBUG_PORT: String(port),
      SOTTO_HOST_CONTROL: control,
      SOTTO_HOST_REACHABLE: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines: unknown[] = [];
  const waiting: ((line: unknown) => void)[] = [];
  if (!child.stdin || !child.stdout) throw new Error('the app has no pipes');
  const { stdin } = child;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const waits = waiting.shift();
    if (waits) waits(JSON.parse(line));
    else lines.push(JSON.parse(line));
  });
  const nextLine = (): Promise<unknown> =>
    lines.length > 0 ? Promise.resolve(lines.shift()) : new Promise((resolve) => waiting.push(resolve));
  if ((await Promise.race([nextLine(), exited])) !== 'up') throw new Error('the fixture app did not start');

  /** Runs the body of an async function of `electron`, `window` and `state` in main. */
  const inMain = async <Value = unknown>(body: string): Promise<Value> => {
    stdin.write(`${JSON.stringify(body)}\n`);
    const { value, error } = (await nextLine()) as { value: Value; error?: string };
    if (error !== undefined) throw new Error(error);
    return value;
  };
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = browser.contexts().flatMap((context) => context.pages())[0] as Page;
  return {
    page,
    userData,
    control,
    inMain,
    nextLine,
    exited,
    /** A second start of the same app; resolves with its exit code. */
    startSecond: async (...args: string[]): Promise<number | null> => {
      const options = { main, args: [`--user-data-dir=${userData}`, ...args], env: desktop.env };
      const [code] = (await once(launchHost({ ...options, stdio: 'inherit' }), 'exit')) as [number | null];
      return code;
    },
    /** Without a chance to tidy up. */
    kill: () => child.kill('SIGKILL'),
    stop: async (): Promise<void> => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
      rmSync(userData, { recursive: true, force: true });
    },
  };
}

export type HostApp = Awaited<ReturnType<typeof startHostApp>>;
