import { describe, expect, it } from 'vitest';
import { migrateSettings } from '../../../../../src/main/core/settings/settings-migrations';
import { settingsVersion } from '../../../../../src/shared/settings';

const steps = {
  // Made up: version 1 kept the zone under another name, version 2 kept the font size as text.
  1: ({ region, ...rest }: Record<string, unknown>) => ({ ...rest, zone: region }),
  2: (settings: Record<string, unknown>) => ({ ...settings, fontSizePx: Number(settings['fontSizePx']) }),
};

describe('migrateSettings', () => {
  it('walks from an older version to the current one, step by step', () => {
    expect(
      migrateSettings({ settingsVersion: 1, region: 'eu', fontSizePx: '32', onboarded: true }, steps, 3),
    ).toEqual({ settingsVersion: 3, zone: 'eu', fontSizePx: 32, onboarded: true });
  });

  it('takes only the steps that are still to go', () => {
    expect(migrateSettings({ settingsVersion: 2, region: 'eu', fontSizePx: '32' }, steps, 3)).toEqual({
      settingsVersion: 3,
      region: 'eu',
      fontSizePx: 32,
    });
  });

  it('leaves a file without a version as it is: a person wrote it for this Sotto', () => {
    expect(migrateSettings({ zone: 'us' })).toEqual({ zone: 'us' });
  });

  it.each([
    [{ settingsVersion: settingsVersion + 1 }, /newer/],
    [{ settingsVersion: 0 }, /no way from settingsVersion 0/],
    [{ settingsVersion: '1' }, /not a number/],
  ])('refuses %j', (stored, why) => {
    expect(() => migrateSettings(stored)).toThrow(why);
  });
});
