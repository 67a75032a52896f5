import { EventEmitter } from 'node:events';
import { refuseTheRest } from '../refuse-the-rest';
import { host } from './host';
import { protocol } from './protocol';

type Details = Electron.OnBeforeRequestListenerDetails;
type BeforeRequest = (details: Details, callback: (response: Electron.CallbackResponse) => void) => void;
type PermissionHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type PermissionCheck = Parameters<Electron.Session['setPermissionCheckHandler']>[0];

class HostWebRequest {
  #beforeRequest: BeforeRequest | undefined;

  onBeforeRequest(listener: BeforeRequest | null): void {
    if (typeof listener === 'object' && listener !== null)
      throw new Error('not implemented by the Chromium host: a filter for webRequest.onBeforeRequest');
    this.#beforeRequest = listener ?? undefined;
  }

  /** Whether a page's request may be made. */
  allows(details: Pick<Details, 'url' | 'method' | 'resourceType'> & object): Promise<boolean> {
    const listener = this.#beforeRequest;
    if (!listener) return Promise.resolve(true);
    return new Promise((resolve) => {
      listener(details as Details, (response) => {
        if (response.redirectURL !== undefined)
          throw new Error('not implemented by the Chromium host: a redirect by webRequest.onBeforeRequest');
        resolve(response.cancel !== true);
      });
    });
  }
}
refuseTheRest(HostWebRequest, 'webRequest');

type SessionApi = Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDisplayMediaRequestHandler' | 'setProxy'
>;

class HostSession extends EventEmitter implements SessionApi {
  readonly webRequest = new HostWebRequest();
  readonly protocol = protocol;
  #request: PermissionHandler = null;
  #check: PermissionCheck = null;

  setPermissionRequestHandler(handler: PermissionHandler): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.#check = handler;
  }

  setProxy({ mode, proxyRules, proxyBypassRules, pacScript }: Electron.ProxyConfig): Promise<void> {
    if (pacScript !== undefined || proxyRules === undefined || (mode ?? 'fixed_servers') !== 'fixed_servers')
      throw new Error('not implemented by the Chromium host: session.setProxy without fixed servers');
    host.addSwitch(`--proxy-server=${proxyRules}`);
    if (proxyBypassRules !== undefined) host.addSwitch(`--proxy-bypass-list=${proxyBypassRules}`);
    return Promise.resolve();
  }

  setDisplayMediaRequestHandler(): void {
    // Pages of the host have no screen capture (page/page-world.ts), so nobody asks.
  }

  /** What the app answers a page that asks for a permission. Without a handler Electron grants. */
  askPermission(contents: object, permission: string, details: object): Promise<boolean> {
    const handler = this.#request as unknown as
      | ((
          contents: object,
          permission: string,
          callback: (granted: boolean) => void,
          details: object,
        ) => void)
      | null;
    return handler === null
      ? Promise.resolve(true)
      : new Promise((resolve) => {
          handler(contents, permission, resolve, details);
        });
  }

  /** What the app says a page may do without asking. */
  checkPermission(contents: object, permission: string, origin: string): boolean {
    const handler = this.#check as unknown as
      ((contents: object, permission: string, origin: string, details: object) => boolean) | null;
    return handler?.(contents, permission, origin, { mediaType: 'audio', isMainFrame: true }) ?? true;
  }
}
refuseTheRest(HostSession, 'session.defaultSession');

export const defaultSession = new HostSession();

/** A session no page is in: it says how the system would reach an address. */
class HostPartition implements Pick<Electron.Session, 'resolveProxy'> {
  /** What a test puts in place of a system's proxy setting, in the same form. */
  resolveProxy(): Promise<string> {
    return Promise.resolve(process.env['SOTTO_HOST_PROXY'] ?? 'DIRECT');
  }
}
refuseTheRest(HostPartition, 'a session of its own');

class HostSessions {
  readonly defaultSession = defaultSession;
  readonly #partition = new HostPartition();

  fromPartition(): HostPartition {
    return this.#partition;
  }
}
refuseTheRest(HostSessions, 'session');

export const session = new HostSessions();
