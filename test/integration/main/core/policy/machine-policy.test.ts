import { mkdtempSync, rmSync, unwatchFile, watchFile, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MachinePolicy } from '../../../../../src/main/core/policy/machine-policy';
import type { Policy } from '../../../../../src/main/core/policy/policy-schema';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sotto-machine-policy-'));
  file = join(folder, 'policy.json');
});
afterEach(() => {
  unwatchFile(file);
  rmSync(folder, { recursive: true });
});

it('is told of once it is whole, not while it is being written', async () => {
  writeFileSync(file, '{}');
  const policy = new MachinePolicy(file, { lookMs: 10, settleMs: 500 });
  const told: Policy[] = [];
  let changes = 0;
  const leave = policy.watch(() => told.push(policy.read()));
  watchFile(file, { interval: 10 }, () => (changes += 1));
  const changed = async (text: string, times: number): Promise<void> => {
    await vi.waitFor(() => {
      // Written until seen: the first look may come after the first write.
      if (changes < times) writeFileSync(file, text);
      expect(changes).toBeGreaterThanOrEqual(times);
    }, 10_000);
  };
  await changed('{"zones": ["u', 1);
  writeFileSync(file, '{"zones": ["us"]}');
  await vi.waitFor(() => {
    expect(told).toEqual([{ zones: ['us'] }]);
  }, 10_000);
  leave();
});

it('leaves the settings the person’s where it is not understood, as nothing starts then anyway', () => {
  writeFileSync(file, '{"lock": ');
  const chosen = { zone: 'us' } as never;
  expect(new MachinePolicy(file).settingsUnder(chosen)).toBe(chosen);
});
