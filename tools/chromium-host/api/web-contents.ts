import { EventEmitter } from 'node:events';
import type { CdpSession } from '../chromium/cdp-connection';
import type { AttachedPage } from '../chromium/chromium-browser';
import { pageScripts } from '../page/page-scripts';
import { refuseTheRest } from '../refuse-the-rest';
import { host } from './host';
import type { HostMessagePort } from './message-port';
import { bindingName, PageBridge, preloadWorld } from './page-bridge';
import { handleRequests } from './page-requests';
import { preventable } from './preventable';
import { protocol } from './protocol';
import { defaultSession } from './session';

type ContentsApi = Pick<
  Electron.WebContents,
  | 'id'
  | 'send'
  | 'getURL'
  | 'isDestroyed'
  | 'reload'
  | 'focus'
  | 'loadURL'
  | 'executeJavaScript'
  | 'setWindowOpenHandler'
  | 'setWebRTCIPHandlingPolicy'
>;
type WindowOpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

/** Electron's names of console levels where Chromium's differ. */
const consoleLevels: Readonly<Record<string, string>> = { log: 'info', warn: 'warning', verbose: 'debug' };
let lastId = 0;

/** One page. Commands to it wait until its window is there. */
export class HostWebContents extends EventEmitter implements ContentsApi {
  readonly id = ++lastId;
  readonly session = defaultSession;
  readonly #attached: Promise<CdpSession>;
  #resolveAttached: (session: CdpSession) => void = () => undefined;
  #targetId = '';
  #url = '';
  /** Where main has sent the page, so that it isn't asked again. */
  #expectedUrl = '';
  #destroyed = false;
  #openHandler: WindowOpenHandler | undefined;
  readonly #bridge = new PageBridge({
    senderEvent: () => ({
      sender: this,
      senderFrame: this.mainFrame,
      frameId: 1,
      processId: this.id,
      type: 'frame',
    }),
    pageLoaded: (url) => {
      this.#url = protocol.fromChromium(url);
      if (defaultSession.checkPermission(this, 'media', this.#url)) void this.#allowMicrophone();
    },
    askPermission: async (permission, mediaTypes) => {
      const details = { mediaTypes, requestingUrl: this.#url, isMainFrame: true };
      const granted = await defaultSession.askPermission(this, permission, details);
      if (granted) await this.#allowMicrophone();
      return granted;
    },
    drag: (phase, x, y) => this.emit('drag', phase, x, y),
  });

  constructor() {
    super();
    this.#attached = new Promise((resolve) => (this.#resolveAttached = resolve));
  }

  get mainFrame(): { url: string; parent: null; top: unknown } {
    const frame = { url: this.#url, parent: null, top: null as unknown };
    frame.top = frame;
    return frame;
  }

  get targetId(): string {
    return this.#targetId;
  }

  /** Readies the page of a new window, which hasn't loaded anything yet, and lets it run. */
  async attach(
    { session, targetId }: AttachedPage,
    preloadSource: string,
    transparent: boolean,
  ): Promise<void> {
    this.#targetId = targetId;
    this.#bridge.listen(session, targetId);
    this.#listen(session);
    const scripts = pageScripts(preloadSource);
    // Nothing shines through a window here, so what is transparent is black instead of white.
    const color = transparent ? { r: 0, g: 0, b: 0, a: 1 } : { r: 255, g: 255, b: 255, a: 1 };
    await Promise.all([
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('Log.enable'),
      session.send('Emulation.setDefaultBackgroundColorOverride', { color }),
      handleRequests(session, {
        id: this.id,
        mainFrameId: targetId,
        mayNavigate: (url, isMainFrame) => this.#mayNavigate(url, isMainFrame),
      }),
      session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
      session.send('Runtime.addBinding', { name: bindingName, executionContextName: preloadWorld }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: scripts.preload,
        worldName: preloadWorld,
      }),
    ]);
    await session.send('Runtime.runIfWaitingForDebugger');
    this.#resolveAttached(session);
  }

  /** @throws Error if the page can't be loaded */
  async loadURL(url: string): Promise<void> {
    this.#url = url;
    const session = await this.#attached;
    const loaded = new Promise<void>((resolve) => this.once('did-finish-load', resolve));
    this.#expectedUrl = url;
    const { errorText } = await session.send<{ errorText?: string }>('Page.navigate', {
      url: protocol.toChromium(url),
    });
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`);
    await loaded;
  }

  /** For all pages: Chromium takes it from its command line. */
  setWebRTCIPHandlingPolicy(policy: Parameters<ContentsApi['setWebRTCIPHandlingPolicy']>[0]): void {
    host.addSwitch(`--webrtc-ip-handling-policy=${policy}`);
  }

  reload(): void {
    this.#expectedUrl = this.#url;
    this.#command('Page.reload');
  }

  send(channel: string, ...args: unknown[]): void {
    this.#bridge.send(channel, args);
  }

  /** Sends ports along; each goes on as a relay between main and the page. */
  postMessage(channel: string, message: unknown, transfer: HostMessagePort[] = []): void {
    this.#bridge.send(channel, [message], transfer);
  }

  /** @throws Error with the page's message if the code throws */
  async executeJavaScript(expression: string, userGesture = false): Promise<unknown> {
    const session = await this.#attached;
    const { result, exceptionDetails } = await session.send<{
      result: { value?: unknown };
      exceptionDetails?: { text: string };
    }>('Runtime.evaluate', { expression, userGesture, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  }

  getURL(): string {
    return this.#url;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  focus(): void {
    this.#command('Page.bringToFront');
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler;
  }

  /** The window is gone. */
  destroyed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#bridge.disconnect();
    this.emit('destroyed');
  }

  #command(method: string, params: Record<string, unknown> = {}): void {
    void this.#attached.then((session) => session.send(method, params)).catch(() => undefined);
  }

  #mayNavigate(url: string, isMainFrame: boolean): boolean {
    if (!isMainFrame || url === this.#expectedUrl) return true;
    const event = preventable({ url, isMainFrame, isSameDocument: false, frame: this.mainFrame });
    this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }

  #listen(session: CdpSession): void {
    session.on('Page.frameNavigated', ({ frame }: { frame: { url: string; parentId?: string } }) => {
      if (frame.parentId === undefined && this.#expectedUrl !== '')
        this.#url = protocol.fromChromium(frame.url);
    });
    session.on('Page.windowOpen', ({ url }: { url: string }) => {
      // The window is closed in any case (chromium-browser.ts).
      const answer = this.#openHandler?.({ url: protocol.fromChromium(url) } as Electron.HandlerDetails);
      if (answer?.action !== 'deny')
        process.stderr.write(`not implemented by the Chromium host: window.open('${url}')\n`);
    });
    session.on('Page.loadEventFired', () => {
      if (this.#expectedUrl === '') return;
      this.emit('did-finish-load', {});
    });
    session.on('Page.javascriptDialogOpening', () => {
      this.#command('Page.handleJavaScriptDialog', { accept: true });
    });
    session.on(
      'Runtime.consoleAPICalled',
      ({ type, args }: { type: string; args: { value?: unknown; description?: string }[] }) => {
        this.#console(type, args.map(({ value, description }) => description ?? String(value)).join(' '));
      },
    );
    session.on(
      'Runtime.exceptionThrown',
      ({
        exceptionDetails: { text, exception },
      }: {
        exceptionDetails: { text: string; exception?: { description?: string } };
      }) => {
        this.#console('error', exception?.description ?? text);
      },
    );
    session.on('Log.entryAdded', ({ entry }: { entry: { level: string; text: string; url?: string } }) => {
      this.#console(entry.level, entry.text, entry.url);
    });
    session.on('Target.attachedToTarget', ({ sessionId }: { sessionId: string }) => {
      void this.#guardWorker(session.child(sessionId));
    });
    session.on('Inspector.targetCrashed', () => {
      this.#bridge.disconnect();
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    });
    session.on('gone', () => {
      this.destroyed();
    });
  }

  /** A worker makes requests of its own. */
  async #guardWorker(worker: CdpSession): Promise<void> {
    const owner = { id: this.id, mainFrameId: this.#targetId, mayNavigate: () => true };
    await handleRequests(worker, owner).catch(() => undefined);
    await worker.send('Runtime.runIfWaitingForDebugger').catch(() => undefined);
  }

  #console(level: string, message: string, sourceId = ''): void {
    this.emit('console-message', { level: consoleLevels[level] ?? level, message, lineNumber: 0, sourceId });
  }

  /** Chromium's own permission is the origin's; a page asks main besides (page/page-world.ts). */
  async #allowMicrophone(): Promise<void> {
    const session = await this.#attached;
    const { origin } = new URL(protocol.toChromium(this.#url));
    await session
      .send('Browser.setPermission', { permission: { name: 'microphone' }, setting: 'granted', origin })
      .catch(() => undefined);
  }
}
refuseTheRest(HostWebContents, 'webContents');
