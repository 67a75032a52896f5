import { readFileSync, writeFileSync } from 'node:fs';
import { scenarios } from './scenarios';
import { simulatedScenarios } from './simulated-scenarios';
import type { Scenario } from './stage';
import type { Verdict } from './verdict';

/** The page that carries the table. */
const page = new URL('../../../docs/reliability.md', import.meta.url);
const markers = ['<!-- table: npm run reliability -->', '<!-- end of table -->'] as const;

export interface Row {
  name: string;
  /** What a person is shown. */
  expected: string;
}

const expectedOf = ({ expected, shows }: Scenario): string => {
  if (expected !== undefined) return expected;
  const lists = Object.entries(shows).map(([channel, list]) => [channel, list.join(' → ')] as const);
  const [first] = lists;
  if (first && lists.every(([, text]) => text === first[1])) return first[1];
  return lists.map(([channel, text]) => `${channel}: ${text}`).join('; ');
};

/** Every scenario there is, in the order they are played. */
export const rows: readonly Row[] = [
  ...scenarios.map((scenario) => ({ name: scenario.name, expected: expectedOf(scenario) })),
  ...simulatedScenarios.map(({ name, expected }) => ({ name, expected })),
];

/** The table as it is printed and kept: one line a scenario; one that wasn't played has no figures. */
export const tableOf = (verdicts: ReadonlyMap<string, Verdict>): string =>
  [
    '| Scenario | What is shown | Spoken | Heard | Told lost | Lost | Doubled | Reconnects | Result |',
    '|---|---|--:|--:|--:|--:|--:|--:|---|',
    ...rows.map(({ name, expected }) => {
      const verdict = verdicts.get(name);
      const { spoken, heard, told, lost, doubled, reconnects } = verdict ?? {};
      const result = !verdict ? 'not played' : verdict.broken.length === 0 ? 'good' : 'BROKEN';
      const cells = [name, expected, spoken, heard, told, lost, doubled, reconnects, result];
      return `| ${cells.map((cell) => cell ?? '').join(' | ')} |`;
    }),
  ].join('\n');

/** Names and expectations of the scenarios that the page lists, and their results. */
export const listedRows = (): (Row & { result: string })[] =>
  between(readFileSync(page, 'utf8'))
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map((cells) => ({ name: cells[1] ?? '', expected: cells[2] ?? '', result: cells.at(-2) ?? '' }));

/** Puts a new table into the page. */
export const writeTable = (table: string): void => {
  const text = readFileSync(page, 'utf8');
  const [from, to] = placeIn(text);
  writeFileSync(page, `${text.slice(0, from)}\n${table}\n${text.slice(to)}`);
};

const between = (text: string): string => text.slice(...placeIn(text)).trim();

/** Where the table begins and ends. */
const placeIn = (text: string): [number, number] => {
  const [begin, end] = markers;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error('docs/reliability.md has no place for the table');
  return [from + begin.length, to];
};
