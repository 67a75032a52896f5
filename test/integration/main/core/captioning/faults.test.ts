import { afterAll, expect, test } from 'vitest';
import { tableOf, writeTable } from '../../../../support/fault-suite/reliability-table';
import { scenarios } from '../../../../support/fault-suite/scenarios';
import { faultSeed, simulatedScenarios } from '../../../../support/fault-suite/simulated-scenarios';
import { play } from '../../../../support/fault-suite/stage';
import type { Verdict } from '../../../../support/fault-suite/verdict';

// Whatever the network and the server do: no word lost untold, none doubled, order kept, no session left open, no more
// than four opened in a minute, and a person is shown what is the matter. docs/reliability.md says how to read it.

const verdicts = new Map<string, Verdict>();

afterAll(() => {
  const table = tableOf(verdicts);
  process.stdout.write(`\n${table}\n\nSeed of the random conversations: ${faultSeed}\n`);
  if (process.env['SOTTO_RELIABILITY'] === 'write') writeTable(table);
});

test.each(scenarios)('$name', async (scenario) => {
  const verdict = await play(scenario);
  verdicts.set(scenario.name, verdict);
  expect(verdict).toMatchObject({ lost: 0, doubled: 0, broken: [] });
});

test.each(simulatedScenarios)('$name', { timeout: 300_000 }, async (scenario) => {
  const verdict = await scenario.play();
  verdicts.set(scenario.name, verdict);
  expect(verdict).toMatchObject({ lost: 0, doubled: 0, broken: [] });
});
