import type { CdpSession } from '../chromium/cdp-connection';
import { protocol } from './protocol';
import { defaultSession } from './session';

interface Paused {
  requestId: string;
  request: { url: string; method: string; headers: Record<string, string>; postData?: string };
  frameId: string;
  resourceType: string;
}

const resourceTypes: Readonly<Record<string, Electron.OnBeforeRequestListenerDetails['resourceType']>> = {
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  Media: 'media',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
};

export interface RequestOwner {
  id: number;
  mainFrameId: string;
  /** Whether the page may go to this URL by itself; main may forbid it. */
  mayNavigate: (url: string, isMainFrame: boolean) => boolean;
}

/**
 * Answers or refuses every request of a page before it reaches the network: the app's own URLs by its protocol
 * handler, all others as its webRequest listener says.
 */
export async function handleRequests(session: CdpSession, owner: RequestOwner): Promise<void> {
  session.on('Fetch.requestPaused', (paused: Paused) => {
    answer(session, owner, paused).catch(() => undefined);
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}

async function answer(session: CdpSession, owner: RequestOwner, paused: Paused): Promise<void> {
  const { requestId, request, resourceType } = paused;
  const url = protocol.fromChromium(request.url);
  const refuse = (errorReason: string): Promise<unknown> =>
    session.send('Fetch.failRequest', { requestId, errorReason });
  if (resourceType === 'Document') {
    const isMainFrame = paused.frameId === owner.mainFrameId;
    if (!owner.mayNavigate(url, isMainFrame)) return void (await refuse('Aborted'));
  }
  const details = {
    id: Number(requestId.replace(/\D/g, '')),
    url,
    method: request.method,
    resourceType:
      resourceType === 'Document' ? ('mainFrame' as const) : (resourceTypes[resourceType] ?? 'other'),
    webContentsId: owner.id,
    referrer: request.headers['Referer'] ?? '',
    timestamp: Date.now(),
    uploadData: [],
  };
  if (!(await defaultSession.webRequest.allows(details))) return void (await refuse('BlockedByClient'));
  const response = await protocol.answer(url, {
    method: request.method,
    headers: request.headers,
    ...(request.postData === undefined ? {} : { body: request.postData }),
  });
  if (!response) return void (await session.send('Fetch.continueRequest', { requestId }));
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}
