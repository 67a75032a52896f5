import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pickedModel } from '../../../../../src/main/core/settings/picked-model';

let base: string;
let profile: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'sotto-picked-'));
  profile = join(base, 'profile');
});
afterEach(() => {
  rmSync(base, { recursive: true });
});

const on = (day: string) => () => new Date(`${day}T12:00:00Z`);

describe('pickedModel', () => {
  it('remembers for thirty days what timing picked', () => {
    const first = pickedModel(profile, on('2026-11-01'));
    expect(first.pickedSize).toBeUndefined();
    first.onPicked?.('base');
    expect(pickedModel(profile, on('2026-11-30')).pickedSize).toBe('base');
    expect(pickedModel(profile, on('2026-12-02')).pickedSize).toBeUndefined();
    expect(pickedModel(profile, on('2026-10-01')).pickedSize).toBeUndefined();
  });

  it('times again where the file is of no use, and does without where it cannot be written', () => {
    pickedModel(profile, on('2026-11-01')).onPicked?.('tiny');
    writeFileSync(join(profile, 'engine.json'), '{"size":"huge","pickedAt":"2026-11-01T12:00:00Z"}');
    expect(pickedModel(profile, on('2026-11-01')).pickedSize).toBeUndefined();
    writeFileSync(join(base, 'file'), 'in the way');
    pickedModel(join(base, 'file'), on('2026-11-01')).onPicked?.('tiny');
    expect(readFileSync(join(base, 'file'), 'utf8')).toBe('in the way');
  });
});
