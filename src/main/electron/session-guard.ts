import { desktopCapturer, type Session, type WebContents } from 'electron';
import { appOrigin, pageUrl } from './app-scheme';

const isAppUrl = (url: string): boolean => url.startsWith(`${appOrigin}/`);

/** A proxy that isn't there: what gets past everything else ends here, names unresolved. Loopback has no exception. */
const nowhere = { proxyRules: '127.0.0.1:1', proxyBypassRules: '<-loopback>' };

/**
 * Shuts every way out of the pages: they can load the app's own files and use the microphone and the
 * computer's sound from the capture page, and nothing more. Main alone talks to the network.
 * @param pictureShared what goes with the computer's sound when the capture page asks for it
 */
export async function guardSession(
  session: Session,
  pictureShared: () => 'frame' | 'screen' = () => 'frame',
): Promise<void> {
  // The request filter sees neither WebRTC nor DNS prefetches.
  await session.setProxy(nowhere);
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
    if (pictureShared() === 'frame') {
      callback({ video: request.frame, audio: 'loopback' });
      return;
    }
    // Second try, for systems whose sound comes only with a screen (macOS before 14.2).
    desktopCapturer.getSources({ types: ['screen'], thumbnailSize: { width: 0, height: 0 } }).then(
      ([screen]) => {
        callback(screen ? { video: screen, audio: 'loopback' } : null);
      },
      () => {
        callback(null);
      },
    );
  });
}

/** No page leaves its own URL or opens a window. */
export function guardContents(contents: WebContents): void {
  // Without it, ICE candidates are gathered over UDP, past every proxy, filter and content security policy.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
}
