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
