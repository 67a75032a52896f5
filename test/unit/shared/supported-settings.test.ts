import { expect, it } from 'vitest';
import type { Capabilities } from '../../../src/shared/ipc/ipc-schema';
import { isSettingSupported } from '../../../src/shared/supported-settings';
import { linuxCapabilities } from '../../support/capabilities';

const everything: Capabilities = { ...linuxCapabilities, hideFromScreenShare: true };

it('offers a setting that needs something of the computer only where that is there', () => {
  expect(isSettingSupported('overlay.clickThrough', everything)).toBe(true);
  expect(isSettingSupported('overlay.clickThrough', { ...everything, clickThrough: false })).toBe(false);
  expect(isSettingSupported('sources.systemAudio', { ...everything, systemAudio: false })).toBe(false);
});

it('offers every other setting everywhere', () => {
  const nothing = { ...everything, clickThrough: false, systemAudio: false, tray: false };
  expect(isSettingSupported('overlay.look.lines', nothing)).toBe(true);
});
