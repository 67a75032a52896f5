import type { Capabilities } from '../../src/shared/ipc/ipc-schema';

/** What main tells pages of a Linux desktop on which everything works that can work there. */
export const linuxCapabilities: Capabilities = {
  platform: 'linux',
  appVersion: '1.2.3',
  clickThrough: true,
  hideFromScreenShare: false,
  systemAudio: true,
  tray: true,
  startAtLogin: true,
  secretStore: 'safe',
  languages: ['en'],
};
