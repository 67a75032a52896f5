import { describe, expect, it } from 'vitest';
import { defaultProfile } from '../../../../src/main/cli/default-profile';

describe('defaultProfile', () => {
  it("is the app's own folder, as Electron names it", () => {
    expect(defaultProfile('linux', {}, '/home/ann')).toBe('/home/ann/.config/Sotto');
    expect(defaultProfile('linux', { XDG_CONFIG_HOME: '/cfg' }, '/home/ann')).toBe('/cfg/Sotto');
    expect(defaultProfile('darwin', {}, '/Users/ann')).toBe('/Users/ann/Library/Application Support/Sotto');
    expect(defaultProfile('win32', { APPDATA: '/Roaming' }, '/Users/ann')).toBe('/Roaming/Sotto');
  });
});
