import { expect, it } from 'vitest';
import {
  kindState,
  piiKindIds,
  piiKinds,
  policiesFor,
  policiesOf,
  usualPiiKinds,
  withKind,
} from '../../../../../src/renderer/control/state/pii-kinds';
import { optionProblem } from '../../../../../src/shared/option-check';
import { piiPolicies } from '../../../../../src/shared/streaming-options';

it('has each of the API’s policies in one kind', () => {
  expect(Object.values(piiKinds).flat().sort()).toEqual([...piiPolicies].sort());
});

it('takes a kind in and out whole, and leaves the others as they are', () => {
  const policies = ['drug', ...piiKinds.names];
  expect(kindState(policies, 'names')).toBe('all');
  expect(kindState(policies, 'health')).toBe('some');
  expect(kindState(policies, 'money')).toBe('none');
  const more = withKind(policies, 'health', true) ?? [];
  expect(kindState(more, 'health')).toBe('all');
  expect(new Set(more).size).toBe(more.length);
  expect(withKind(policies, 'health', false)).toEqual(['person_name']);
});

it('leaves the choice to the server where no kind is left', () => {
  expect(withKind(policiesFor(['names']), 'names', false)).toBeUndefined();
  expect(policiesOf({ redact_pii_policies: 'all' })).toEqual([]);
});

it('begins with kinds that the API takes', () => {
  for (const kinds of [usualPiiKinds, piiKindIds]) {
    expect(optionProblem({ redact_pii: true, redact_pii_policies: policiesFor(kinds) })).toBeUndefined();
  }
});
