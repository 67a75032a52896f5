import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { CdpConnection, type CdpSession } from './cdp-connection';
import { chromiumFlags } from './chromium-flags';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Path of the installed Chromium, or undefined. */
export function findChromium(path = process.env['PATH'] ?? ''): string | undefined {
  for (const name of names) {
    for (const folder of path.split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

interface TargetInfo {
  targetId: string;
  type: string;
  url: string;
}

/** A page's session, not yet running: the page waits until `Runtime.runIfWaitingForDebugger`. */
export interface AttachedPage {
  session: CdpSession;
  targetId: string;
}

/** The one Chromium process behind all windows. */
export class ChromiumBrowser {
  readonly #expected = new Map<string, (page: AttachedPage) => void>();
  readonly #cdp: CdpConnection;

  private constructor(
    private readonly binary: string,
    private readonly userDataDir: string,
    readonly process: ChildProcess,
  ) {
    this.#cdp = new CdpConnection(process.stdio[3] as Writable, process.stdio[4] as Readable);
    process.once('exit', () => {
      this.#cdp.close();
    });
  }

  /**
   * Starts Chromium without a window.
   * @throws Error if there is no Chromium, or it doesn't start
   */
  static async launch(
    userDataDir: string,
    debugPort: string | undefined,
    switches: readonly string[],
  ): Promise<ChromiumBrowser> {
    const binary = findChromium();
    if (binary === undefined) throw new Error(`no Chromium found: none of ${names.join(', ')} is in PATH`);
    const flags = [
      ...chromiumFlags(userDataDir),
      ...switches,
      '--no-startup-window',
      '--remote-debugging-pipe',
      // A window begins as small as can be, until its host has hidden it.
      '--window-size=1,1',
      '--window-position=0,0',
      ...(debugPort === undefined ? [] : [`--remote-debugging-port=${debugPort}`]),
    ];
    const child = spawn(binary, flags, {
      // In a process group of its own: Ctrl-C on the terminal must not end it before main has quit. It ends with its pipe.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    });
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-2000);
    });
    const failed = new Promise<never>((_resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => {
        reject(new Error(`Chromium ended at once (${String(code)}):\n${errors}`));
      });
    });
    const browser = new ChromiumBrowser(binary, userDataDir, child);
    await Promise.race([browser.#attach(), failed]);
    failed.catch(() => undefined);
    return browser;
  }

  get session(): CdpSession {
    return this.#cdp.browser;
  }

  /**
   * Opens a frameless window of its own with an empty page. Its X11 class is `text_html,<token>`.
   * @param token a unique word
   */
  openWindow(token: string): Promise<AttachedPage> {
    const url = `data:text/html,${token}`;
    return new Promise((resolve, reject) => {
      this.#expected.set(url, resolve);
      // A second Chromium of the same profile hands its command line to the first and ends.
      const second = spawn(this.binary, [...chromiumFlags(this.userDataDir), `--app=${url}`], {
        stdio: 'ignore',
      });
      second.once('error', reject);
      second.once('exit', (code) => {
        if (code !== 0) reject(new Error(`Chromium opened no window (${String(code)})`));
      });
    });
  }

  /** Ends Chromium and waits until it is gone. */
  async close(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.session.send('Browser.close').catch(() => undefined);
    const killer = setTimeout(() => this.process.kill('SIGKILL'), 3000);
    await gone;
    clearTimeout(killer);
  }

  async #attach(): Promise<void> {
    this.session.on(
      'Target.attachedToTarget',
      ({ targetInfo, sessionId }: { targetInfo: TargetInfo; sessionId: string }) => {
        const session = this.#cdp.session(sessionId);
        const expected = this.#expected.get(targetInfo.url);
        if (expected) {
          this.#expected.delete(targetInfo.url);
          expected({ session, targetId: targetInfo.targetId });
          return;
        }
        // A page's own `window.open`: the host has no windows but main's. A paused window would hold up its opener,
        // which shares its process, so it is let run, without ever getting an answer to a request.
        for (const method of ['Fetch.enable', 'Runtime.runIfWaitingForDebugger'])
          session.send(method).catch(() => undefined);
        this.session.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => undefined);
      },
    );
    await this.session.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter: [{ type: 'page' }],
    });
  }
}
