import { describe, expect, it } from 'vitest';
import {
  assertMayForget,
  assertModelAllowed,
  assertServerAllowed,
  assertZoneAllowed,
  isZoneAllowed,
  limitsOf,
  settingsUnder,
} from '../../../../../src/main/core/policy/policy-rules';
import type { Policy } from '../../../../../src/main/core/policy/policy-schema';
import { ProblemError, type Problem } from '../../../../../src/shared/problems';
import { settingsSchema, type Settings } from '../../../../../src/shared/settings';
import { zoneIds } from '../../../../../src/shared/zones';

const chosen = (settings: object = {}): Settings => settingsSchema.parse(settings);

const refusal = (act: () => void): Problem | undefined => {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  return undefined;
};

describe('without a policy', () => {
  it('everything is as the person chose it', () => {
    const settings = chosen({ zone: 'us', models: { us: 'universal-3-5-pro' } });
    expect(settingsUnder({}, settings)).toEqual(settings);
    expect(zoneIds.every((zone) => isZoneAllowed({}, zone))).toBe(true);
    expect(limitsOf({})).toEqual({
      locked: [],
      models: null,
      saveTranscripts: null,
      retentionDays: null,
      updates: null,
      tokenBrokerUrl: null,
    });
  });
});

describe('zones', () => {
  it('stay the person’s where they are only restricted', () => {
    const policy: Policy = { zones: ['eu', 'device'] };
    expect(settingsUnder(policy, chosen({ zone: 'us' })).zone).toBe('us');
    expect(refusal(() => assertZoneAllowed(policy, 'us'))?.params).toEqual({
      detail: 'zone us; allowed: eu, device',
    });
  });

  it('are the first one alone where the zone is locked', () => {
    const policy: Policy = { zones: ['eu', 'us'], lock: ['zone'] };
    expect(settingsUnder(policy, chosen({ zone: 'us' })).zone).toBe('eu');
    expect(settingsUnder(policy, chosen()).zone).toBe('eu');
    expect(zoneIds.filter((zone) => isZoneAllowed(policy, zone))).toEqual(['eu']);
    expect(refusal(() => assertZoneAllowed(policy, 'us'))?.code).toBe('policy-refused');
    expect(limitsOf(policy).locked).toEqual(['zone']);
  });

  it('are forbidden where none of their models is allowed', () => {
    const policy: Policy = { models: ['universal-3-5-pro'] };
    expect(zoneIds.filter((zone) => isZoneAllowed(policy, zone))).toEqual([
      'edge',
      'us',
      'eu',
      'self-hosted',
    ]);
  });
});

describe('models', () => {
  const policy: Policy = { models: ['universal-streaming-english', 'universal-3-5-pro', 'moonshine-tiny'] };

  it('give way to the first allowed one where the person’s choice is forbidden, or there is none', () => {
    const settings = settingsUnder(
      policy,
      chosen({ models: { eu: 'universal-3-6-pro', us: 'universal-3-5-pro' } }),
    );
    expect(settings.models).toEqual({
      edge: 'universal-streaming-english',
      us: 'universal-3-5-pro',
      eu: 'universal-streaming-english',
      'self-hosted': 'universal-streaming-english',
      device: 'moonshine-tiny',
    });
  });

  it('are refused where one is asked for that is not allowed', () => {
    expect(refusal(() => assertModelAllowed(policy, 'eu', 'universal-3-6-pro'))?.params).toEqual({
      detail: 'model universal-3-6-pro; allowed: universal-streaming-english, universal-3-5-pro',
    });
    expect(refusal(() => assertModelAllowed(policy, 'eu', 'universal-3-5-pro'))).toBeUndefined();
    expect(refusal(() => assertModelAllowed(policy, 'eu', undefined))).toBeUndefined();
  });

  it('on this device are still measured where all of them are allowed', () => {
    const both: Policy = { models: ['moonshine-base', 'moonshine-tiny'] };
    expect(settingsUnder(both, chosen()).models).toEqual({});
  });

  it('are the default alone where they are locked', () => {
    const locked: Policy = { lock: ['models'] };
    expect(settingsUnder(locked, chosen({ models: { eu: 'universal-3-5-pro' } })).models).toEqual({});
    expect(refusal(() => assertModelAllowed(locked, 'eu', 'universal-3-6-pro'))).toBeUndefined();
    expect(refusal(() => assertModelAllowed(locked, 'eu', 'universal-3-5-pro'))?.code).toBe('policy-refused');
    const both: Policy = { ...policy, lock: ['models'] };
    expect(settingsUnder(both, chosen({ models: { eu: 'universal-3-5-pro' } })).models.eu).toBe(
      'universal-streaming-english',
    );
    expect(refusal(() => assertModelAllowed(both, 'eu', 'universal-3-5-pro'))?.code).toBe('policy-refused');
  });
});

describe('other settings', () => {
  it('have the default where they are locked, groups of them too; what a person chose elsewhere stays', () => {
    const settings = settingsUnder(
      { lock: ['overlay.look', 'sources.echoCancellation'] },
      chosen({
        overlay: { look: { lines: 6 }, clickThrough: false, bounds: { x: 1, y: 2, width: 300, height: 90 } },
        sources: { echoCancellation: false, noiseSuppression: true },
      }),
    );
    expect(settings.overlay.look.lines).toBe(3);
    expect(settings.overlay.clickThrough).toBe(false);
    expect(settings.sources).toMatchObject({ echoCancellation: true, noiseSuppression: true });
  });

  it('leave the overlay where it was put, whatever is locked', () => {
    const bounds = { x: 1, y: 2, width: 300, height: 90 };
    expect(settingsUnder({ lock: ['overlay'] }, chosen({ overlay: { bounds } })).overlay.bounds).toEqual(
      bounds,
    );
  });

  it.each([true, false])('keep transcripts or not as the policy says: %s', (saveTranscripts) => {
    const settings = settingsUnder({ saveTranscripts }, chosen({ transcripts: { save: !saveTranscripts } }));
    expect(settings.transcripts.save).toBe(saveTranscripts);
    expect(limitsOf({ saveTranscripts }).locked).toEqual(['transcripts.save']);
    expect(refusal(() => assertMayForget({ saveTranscripts }))?.code).toBe(
      saveTranscripts ? 'policy-refused' : undefined,
    );
  });

  it('have the policy’s server and no other', () => {
    const policy: Policy = { selfHostedUrl: 'wss://captions.example.org' };
    const own = { selfHosted: { url: 'ws://192.0.2.1', allowInsecure: true } };
    expect(settingsUnder(policy, chosen(own)).selfHosted).toEqual({
      url: 'wss://captions.example.org',
      allowInsecure: false,
    });
    expect(limitsOf(policy).locked).toEqual(['selfHosted.url', 'selfHosted.allowInsecure']);
    expect(refusal(() => assertServerAllowed(policy, 'wss://captions.example.org/v3/ws'))).toBeUndefined();
    expect(refusal(() => assertServerAllowed(policy, 'wss://elsewhere.example.org'))?.params).toEqual({
      detail: 'server wss://elsewhere.example.org/v3/ws; allowed: wss://captions.example.org/v3/ws',
    });
  });
});
