import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../../../src/main/core/policy/policy-schema';
import { ZoneChoice } from '../../../../../src/main/core/zones/zone-choice';
import { ProblemError } from '../../../../../src/shared/problems';
import { defaultSettings, type Settings } from '../../../../../src/shared/settings';

const choice = (parts: { settings?: Partial<Settings>; key?: boolean; policy?: Policy }) => {
  let asked = 0;
  const zoneChoice = new ZoneChoice({
    settings: () => ({ ...defaultSettings, ...parts.settings }),
    hasKey: () => {
      asked += 1;
      return Promise.resolve(parts.key ?? false);
    },
    policy: () => parts.policy ?? {},
  });
  return { zoneChoice, asked: () => asked };
};

describe('ZoneChoice', () => {
  it.each([
    ['this device, with no key and nothing chosen', {}, 'device', ''],
    ['Edge Routing, with a key and nothing chosen', { key: true }, 'edge', 'streaming.assemblyai.com'],
    ['the chosen zone, whatever the key', { settings: { zone: 'eu' } }, 'eu', 'streaming.eu.assemblyai.com'],
    [
      "the policy's first, with nothing chosen",
      { key: true, policy: { zones: ['us', 'eu'] } },
      'us',
      'streaming.us.assemblyai.com',
    ],
    [
      "the person's own server",
      {
        settings: {
          zone: 'self-hosted',
          selfHosted: { url: 'wss://captions.example.org:8443', allowInsecure: false },
        },
      },
      'self-hosted',
      'captions.example.org:8443',
    ],
    ['a server whose address is no good', { settings: { zone: 'self-hosted' } }, 'self-hosted', ''],
  ] as const)('is %s', async (_name, parts, zone, host) => {
    expect(await choice(parts as Parameters<typeof choice>[0]).zoneChoice.inForce()).toEqual({ zone, host });
  });

  it('leaves the secret store alone where the key decides nothing', async () => {
    const { zoneChoice, asked } = choice({ settings: { zone: 'device' } });
    await zoneChoice.inForce();
    expect(asked()).toBe(0);
  });

  it('offers every zone, those the policy forbids locked, and refuses them', () => {
    const { zoneChoice } = choice({ policy: { zones: ['eu'] } });
    expect(
      zoneChoice
        .options()
        .filter(({ allowed }) => allowed)
        .map(({ zone }) => zone),
    ).toEqual(['eu']);
    expect(() => {
      zoneChoice.check('us');
    }).toThrow(ProblemError);
    expect(() => {
      zoneChoice.check('eu');
    }).not.toThrow();
  });
});
