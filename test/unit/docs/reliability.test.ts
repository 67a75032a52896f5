import { expect, test } from 'vitest';
import { listedRows, rows } from '../../support/fault-suite/reliability-table';

test('docs/reliability.md lists exactly the scenarios there are, all of them good', () => {
  expect(listedRows()).toEqual(rows.map((row) => ({ ...row, result: 'good' })));
});

test('every scenario has a name of its own', () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
});
