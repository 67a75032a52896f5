import { expect, it } from 'vitest';
import { planX11Start, relaunchedVariable } from '../../../../../src/main/core/overlay/x11-start';

const wayland = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' };
const onX11 = ['sotto', '--ozone-platform=x11'];

it.each<[string, NodeJS.Platform, string[], Record<string, string | undefined>, string]>([
  ['on Windows', 'win32', ['sotto'], wayland, 'as-is'],
  ['on macOS', 'darwin', ['sotto'], wayland, 'as-is'],
  ['in an X11 session', 'linux', ['sotto'], { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' }, 'as-is'],
  ['where nothing is known of the session', 'linux', ['sotto'], { DISPLAY: ':0' }, 'as-is'],
  ['on Wayland, started by the menu with the switch', 'linux', onX11, wayland, 'as-is'],
  ['on Wayland, started without it', 'linux', ['sotto', '--start'], wayland, 'relaunch'],
  [
    'known by the session type alone',
    'linux',
    ['sotto'],
    { XDG_SESSION_TYPE: 'wayland', DISPLAY: ':0' },
    'relaunch',
  ],
  ['known by the socket alone', 'linux', ['sotto'], { WAYLAND_DISPLAY: 'w', DISPLAY: ':0' }, 'relaunch'],
  ['without XWayland', 'linux', ['sotto'], { ...wayland, DISPLAY: undefined }, 'native-wayland'],
  ['with an empty DISPLAY', 'linux', ['sotto'], { ...wayland, DISPLAY: '' }, 'native-wayland'],
  [
    'where the person wants it native',
    'linux',
    ['sotto', '--ozone-platform=wayland'],
    wayland,
    'native-wayland',
  ],
  [
    'where the switch was lost on the way',
    'linux',
    ['sotto'],
    { ...wayland, [relaunchedVariable]: '1' },
    'native-wayland',
  ],
  [
    'where the last of two switches says so',
    'linux',
    [...onX11, '--ozone-platform=wayland'],
    wayland,
    'native-wayland',
  ],
])('%s', (_name, platform, argv, env, plan) => {
  expect(planX11Start({ platform, argv, env })).toBe(plan);
});
