import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPolicy } from '../../../src/main/core/policy/policy';
import { receiptFileOf } from '../../../src/main/core/receipts/receipt-file';

const root = resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const validatorOf = (file: string) =>
  new Ajv2020({ formats: { 'date-time': true } }).compile(JSON.parse(read(file)) as object);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sotto-schemas-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('the schemas in docs are current (else: npm run schemas)', () => {
  const output = execFileSync(
    process.execPath,
    ['--import', 'tsx', join(root, 'tools/json-schemas.ts'), '--check'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  expect(output).toBe('');
});

describe('the policy examples in docs', () => {
  const examples = [...read('docs/policy.md').matchAll(/```json\n([^]*?)```/g)].map(([, text = '']) => text);

  it.each(examples)('hold: %s', (text) => {
    const file = join(folder, 'policy.json');
    writeFileSync(file, text);
    expect(readPolicy(file)).toEqual(JSON.parse(text));
    const validate = validatorOf('docs/policy.schema.json');
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  it('are one for each system', () => {
    expect(examples).toHaveLength(3);
  });

  it('name every key in the table', () => {
    const { properties } = JSON.parse(read('docs/policy.schema.json')) as { properties: object };
    const named = [...read('docs/policy.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key);
    expect(named).toEqual(Object.keys(properties).filter((key) => key !== '$schema'));
  });
});

it('the schema refuses what Sotto refuses', () => {
  const validate = validatorOf('docs/policy.schema.json');
  for (const policy of [
    { zones: [] },
    { zones: ['mars'] },
    { colour: 'red' },
    { retentionDays: 0 },
    { lock: ['x'] },
  ]) {
    expect(validate(policy), JSON.stringify(policy)).toBe(false);
  }
});

it('a receipt file is as its schema says', () => {
  const receipt = {
    ...({ zone: 'eu', host: 'streaming.eu.example', channel: 'you', appVersion: '0.1.0' } as const),
    ...{ beganAt: '2026-11-22T09:00:00.000Z', audioMsSent: 10, audioBytesSent: 320 },
  };
  const validate = validatorOf('docs/receipts.schema.json');
  const file = receiptFileOf([{ receipt }, { receipt, from: { transcript: 't', line: 3 } }]);
  expect(validate(JSON.parse(file)), JSON.stringify(validate.errors)).toBe(true);
  expect(validate(JSON.parse(file.replace('"eu"', '"mars"')))).toBe(false);
});
