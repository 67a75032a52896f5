import type { ChildProcess } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { ControlRequest } from '../../tools/chromium-host/api/control-socket';
import { launchHost } from '../../tools/chromium-host/launch';
import { until, type TestDesktop } from './desktop';
import type { ProtocolServer } from './protocol-server/protocol-server';

export type WindowName = 'overlay' | 'control' | 'capture';

/** A window as the desktop sees it. */
export interface WindowState {
  title: string;
  bounds: { x: number; y: number; width: number; height: number };
  visible: boolean;
  focused: boolean;
  alwaysOnTop: boolean;
  ignoresMouse: boolean;
}

export interface LaunchOptions {
  /** Main's script; default the built app's. */
  main?: string;
  args?: string[];
  /** Serves AssemblyAI's zones on loopback, under their own names. */
  zones?: ProtocolServer;
  env?: NodeJS.ProcessEnv;
  /** A command that runs the app in its place, e.g. a tracer. */
  under?: string[];
}

const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'];

/** The whole app, running on a test desktop in the Chromium host, with its pages in reach. */
export class RunningApp {
  private constructor(
    private readonly child: ChildProcess,
    private readonly browser: Browser,
    private readonly controlSocket: string,
    private readonly output: string[],
  ) {}

  /** Starts the built app with its profile in `profile`; resolves when the overlay is up. */
  static async launch(
    desktop: TestDesktop,
    profile: string,
    options: LaunchOptions = {},
  ): Promise<RunningApp> {
    const port = await freePort();
    const controlSocket = join(profile, 'control.sock');
    const zoneEnv = options.zones && {
      NODE_OPTIONS: `--import ${new URL('dial-zones.mjs', import.meta.url).href}`,
      NODE_EXTRA_CA_CERTS: options.zones.caFile,
      SOTTO_TEST_ZONES_PORT: String(options.zones.port),
      // The machine's own proxy knows nothing of the test's server.
      ...Object.fromEntries(proxyVariables.map((name) => [name, ''])),
    };
    const child = launchHost({
      ...(options.main !== undefined && { main: options.main }),
      args: options.args ?? [],
      env: {
        ...desktop.env,
        ...zoneEnv,
        ...options.env,
        SOTTO_PROFILE: profile,
        SOTTO_HOST_DEBUG_PORT: String(port),
        SOTTO_HOST_CONTROL: controlSocket,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      under: options.under ?? [],
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (data: Buffer) => output.push(data.toString()));
    }
    try {
      const browser = await connectTo(port, child);
      const app = new RunningApp(child, browser, controlSocket, output);
      await (await app.page('overlay')).waitForSelector('[data-phase]');
      return app;
    } catch (error) {
      child.kill('SIGKILL');
      throw new Error(`the app did not start:\n${output.join('')}`, { cause: error });
    }
  }

  /** The page of a window, as soon as it is there. */
  async page(name: WindowName): Promise<Page> {
    let found: Page | undefined;
    await until(
      () => {
        const pages = this.browser.contexts().flatMap((context) => context.pages());
        // The newest: after a crash the page before may still be listed.
        found = pages.findLast((page) => page.url().includes(`/${name}/index.html`));
        return found !== undefined;
      },
      20_000,
      `window ${name}`,
    );
    if (!found) throw new Error(`no window ${name}`);
    return found;
  }

  /** Of main; the browser's processes are below it. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What the app printed. */
  get printed(): string {
    return this.output.join('');
  }

  async windows(): Promise<WindowState[]> {
    return (await this.control({ do: 'windows' })) as WindowState[];
  }

  async clickTray(item: string): Promise<void> {
    await this.control({ do: 'click-tray', item });
  }

  /** Asks the host for what a person would do by hand and a page can't: the tray, dialogs, the lid. */
  async control(request: ControlRequest): Promise<unknown> {
    const socket = connect(this.controlSocket);
    socket.write(`${JSON.stringify(request)}\n`);
    try {
      for await (const line of createInterface({ input: socket })) {
        const answer = JSON.parse(line) as { ok: boolean; value?: unknown; error?: string };
        if (!answer.ok) throw new Error(answer.error);
        return answer.value;
      }
      throw new Error('the host did not answer');
    } finally {
      socket.destroy();
    }
  }

  /** Quits as the system asks it to, and waits until the app is gone. */
  async quit(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Sends the app a signal and doesn't wait. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends the app as a crash or a power cut does. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    await ended;
  }
}

async function connectTo(port: number, child: ChildProcess): Promise<Browser> {
  let browser: Browser | undefined;
  await until(
    async () => {
      if (child.exitCode !== null) return true;
      browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(port)}`);
      return true;
    },
    30_000,
    'the host answers',
  );
  if (!browser) throw new Error(`the app ended with ${String(child.exitCode)}`);
  return browser;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
