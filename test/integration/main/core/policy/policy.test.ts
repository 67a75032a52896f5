import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machinePolicyPath, readPolicy } from '../../../../../src/main/core/policy/policy';
import {
  assertZoneAllowed,
  isZoneAllowed,
  zoneToUse,
} from '../../../../../src/main/core/policy/policy-rules';
import type { Policy } from '../../../../../src/main/core/policy/policy-schema';
import { ProblemError, type Problem } from '../../../../../src/shared/problems';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sotto-policy-'));
  file = join(folder, 'policy.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const refusal = (act: () => unknown): Problem | undefined => {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  return undefined;
};

describe('readPolicy', () => {
  it('allows everything where there is no file', () => {
    expect(readPolicy(file)).toEqual({});
    writeFileSync(file, '');
    expect(readPolicy(join(file, 'policy.json'))).toEqual({});
    expect(isZoneAllowed({}, 'us')).toBe(true);
  });

  it('reads the zones allowed, in their order', () => {
    writeFileSync(file, '\uFEFF{\r\n  "zones": ["eu", "device"]\r\n}');
    expect(readPolicy(file)).toEqual({ zones: ['eu', 'device'] });
  });

  it('reads every key', () => {
    const policy = {
      $schema: 'https://example.org/policy.schema.json',
      zones: ['self-hosted', 'eu'],
      models: ['universal-3-5-pro'],
      saveTranscripts: true,
      retentionDays: 30,
      updates: false,
      selfHostedUrl: 'wss://captions.example.org',
      tokenBrokerUrl: 'https://tokens.example.org/sotto',
      lock: ['zone', 'overlay.look', 'transcripts.save'],
    };
    writeFileSync(file, JSON.stringify(policy));
    expect(readPolicy(file)).toEqual(policy);
    writeFileSync(file, '{"selfHostedUrl": "ws://127.0.0.1:8080"}');
    expect(readPolicy(file)).toEqual({ selfHostedUrl: 'ws://127.0.0.1:8080' });
  });

  it.each([
    ['', 1, 'JSON'],
    ['{\n  "zones": ["eu"\n', 3, 'JSON'],
    ['{\n  "zones": ["eu"],\n}', 3, 'JSON'],
    ['{\n  // mine\n  "zones": ["eu"]\n}', 2, 'JSON'],
    ['{"zones": ["eu"]}\nx', 2, 'JSON'],
    ['["eu"]', 1, 'object'],
    ['{\n\n  "zones": "eu"\n}', 3, 'list'],
    ['{\n  "zones": [\n    "eu",\n    "mars"\n  ]\n}', 4, '"mars" is not a zone'],
    ['{\n  "zones": [\n    1]}', 3, 'is not a zone'],
    ['{\n  "zones": [\n    ["eu"]]}', 3, 'is not a zone'],
    ['{"zones": []}', 1, 'no zone at all'],
    ['{\n  "zones": ["eu"],\n  "zones": ["us"]\n}', 3, 'twice'],
    ['{\n  "Zones": ["eu"]\n}', 2, 'Zones'],
    ['{\n  "zones": null\n}', 2, '“zones” must be a list'],
    ['{\n  "zones": ["eu"],\n  "savetranscripts": false\n}', 3, 'savetranscripts'],
    ['{\n  "models": ["universal-3-5-pro",\n "universal-9"]\n}', 3, '"universal-9" is not a model'],
    ['{\n  "models": []\n}', 2, 'no model at all'],
    ['{\n  "saveTranscripts": "no"\n}', 2, '“saveTranscripts” must be true or false'],
    ['{\n  "updates": 0\n}', 2, '“updates” must be true or false'],
    ['{\n  "retentionDays": 0\n}', 2, '“retentionDays” must be a whole number of days'],
    ['{\n  "retentionDays": 1.5\n}', 2, '“retentionDays” must be a whole number of days'],
    ['{\n  "retentionDays": "30"\n}', 2, '“retentionDays” must be a whole number of days'],
    ['{\n  "selfHostedUrl": "https://x.example.org"\n}', 2, '“selfHostedUrl” must look like'],
    ['{\n  "selfHostedUrl": "ws://x.example.org"\n}', 2, '“selfHostedUrl” must begin with wss://'],
    ['{\n  "selfHostedUrl": 8080\n}', 2, '“selfHostedUrl” must be'],
    ['{\n  "tokenBrokerUrl": "http://x.example.org"\n}', 2, '“tokenBrokerUrl” must be an https://'],
    ['{\n  "tokenBrokerUrl": "https://me:pw@x.example.org"\n}', 2, '“tokenBrokerUrl” must be an https://'],
    ['{\n  "lock": "zone"\n}', 2, '“lock” must be a list of settings'],
    ['{\n  "lock": [\n"overlay.colour"]\n}', 3, '"overlay.colour" is not a setting'],
    ['{\n  "lock": [\n"overlay",\n"zone"]\n}', 4, '“zone” can be locked only where “zones”'],
  ])('fails closed on %j', (text, line, detail) => {
    writeFileSync(file, text);
    const problem = refusal(() => readPolicy(file));
    expect(problem).toMatchObject({ code: 'policy-malformed', params: { file, line } });
    expect(problem?.params?.['detail']).toContain(detail);
  });

  it('fails closed on a file that is there and cannot be read', () => {
    mkdirSync(file);
    expect(refusal(() => readPolicy(file))).toMatchObject({ code: 'policy-malformed', params: { file } });
  });

  it('fails closed on a link to a policy that is not there', () => {
    symlinkSync(join(folder, 'unmounted', 'policy.json'), file);
    expect(refusal(() => readPolicy(file))).toMatchObject({ code: 'policy-malformed', params: { file } });
  });
});

describe('zones under a policy', () => {
  const policy: Policy = { zones: ['eu', 'device'] };

  it('takes the first allowed zone where none is chosen, key or no key', () => {
    expect(zoneToUse(policy, null, true)).toBe('eu');
    expect(zoneToUse(policy, null, false)).toBe('eu');
    expect(zoneToUse({}, null, true)).toBe('edge');
    expect(zoneToUse({}, null, false)).toBe('device');
  });

  it('never moves a voice from the zone a person chose: a forbidden one is refused', () => {
    expect(zoneToUse(policy, 'us', true)).toBe('us');
    expect(refusal(() => assertZoneAllowed(policy, 'us'))).toEqual({
      code: 'policy-refused',
      params: { detail: 'zone us; allowed: eu, device' },
    });
    expect(refusal(() => assertZoneAllowed(policy, 'device'))).toBeUndefined();
  });

  it('has one fixed place a system, whatever the environment says', () => {
    expect(machinePolicyPath('linux')).toBe('/etc/sotto/policy.json');
    expect(machinePolicyPath('darwin')).toBe('/Library/Application Support/Sotto/policy.json');
    expect(machinePolicyPath('win32')).toBe('C:\\ProgramData\\Sotto\\policy.json');
  });
});
