/** Chromium's switch for X11, or XWayland on a Wayland desktop. */
export const x11Switch = '--ozone-platform=x11';
/** Set for the second start, so that there is no third. */
export const relaunchedVariable = 'SOTTO_RELAUNCHED_ON_X11';

/**
 * Whether this start can place its overlay and keep it on top. A native Wayland window can do neither, and Electron has
 * chosen its platform before main runs (`appendSwitch` comes too late), so the switch must be on the command line.
 *
 * `as-is`: it can. `relaunch`: once started anew with {@link x11Switch}. `native-wayland`: it can't; the person is told.
 */
export function planX11Start(start: {
  platform: NodeJS.Platform;
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
}): 'as-is' | 'relaunch' | 'native-wayland' {
  const { platform, argv, env } = start;
  const isWayland = env['XDG_SESSION_TYPE'] === 'wayland' || Boolean(env['WAYLAND_DISPLAY']);
  if (platform !== 'linux' || !isWayland) return 'as-is';
  const chosen = argv.findLast((argument) => argument.startsWith('--ozone-platform='));
  if (chosen === x11Switch) return 'as-is';
  const canRelaunch = chosen === undefined && Boolean(env['DISPLAY']) && !env[relaunchedVariable];
  return canRelaunch ? 'relaunch' : 'native-wayland';
}
