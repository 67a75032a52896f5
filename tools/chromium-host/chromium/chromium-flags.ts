/**
 * No address is ever reached, not even by a connection opened on the guess that a page may go somewhere: pages have the
 * app's scheme, which the host answers. Tests of what the app itself forbids need one that could be reached, or all (`*`).
 */
const unreachable = (but: string | undefined): string[] =>
  but === '*' ? [] : [`--host-resolver-rules=MAP * ~NOTFOUND${but ? ` , EXCLUDE ${but}` : ''}`];

/**
 * How Chromium is started: as little of a browser as possible, and nothing on the network by itself.
 */
export const chromiumFlags = (userDataDir: string): string[] => [
  `--user-data-dir=${userDataDir}`,
  // Chromium refuses its sandbox to root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  // Hides the bar that warns of unusual flags.
  '--test-type',
  '--no-first-run',
  '--no-default-browser-check',
  '--password-store=basic',
  '--log-level=3',
  // X11 gives places, shapes and key grabs; Wayland doesn't.
  '--ozone-platform=x11',
  '--disable-gpu',

  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-domain-reliability',
  '--disable-client-side-phishing-detection',
  '--disable-default-apps',
  '--disable-extensions',
  '--no-pings',
  '--metrics-recording-only',
  // The last one asks the person before a page may reach this computer; main's filter decides here.
  '--disable-features=Translate,MediaRouter,DialMediaRouteProvider,OptimizationHints,LocalNetworkAccessChecks',
  ...unreachable(process.env['SOTTO_HOST_REACHABLE']),

  // As Electron's pages: sound without a click, and no slowing down of what can't be seen.
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];
