import type { Session, WebContents } from 'electron';
import { appOrigin, pageUrl } from './app-scheme';

const isAppUrl = (url: string): boolean => url.startsWith(`${appOrigin}/`);

/**
 * Shuts every way out of the pages: they can load the app's own files and use the microphone and the
 * computer's sound from the capture page, and nothing more. Main alone talks to the network.
 */
export function guardSession(session: Session): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    const allowed =
      isAppUrl(details.url) || details.url.startsWith('data:image/') || details.url.startsWith('devtools:');
    callback({ cancel: !allowed });
  });

  const isCapturePage = (url: string): boolean => url === pageUrl('capture');
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const audioOnly = !('mediaTypes' in details) || !details.mediaTypes?.includes('video');
    callback(
      isCapturePage(contents.getURL()) &&
        ((permission === 'media' && audioOnly) || permission === 'display-capture'),
    );
  });
  session.setPermissionCheckHandler(
    (contents, permission) =>
      contents !== null &&
      isCapturePage(contents.getURL()) &&
      (permission === 'media' || permission === 'display-capture'),
  );

  // The page's own frame stands in for a screen: asking for a screen would bring macOS's Screen Recording prompt
  // for a picture nobody wants. The page stops the video track at once.
  session.setDisplayMediaRequestHandler((request, callback) => {
    if (!request.frame || !isCapturePage(request.frame.url)) {
      callback(null);
      return;
    }
    callback({ video: request.frame, audio: 'loopback' });
  });
}

/** No page leaves its own URL or opens a window. */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
}
