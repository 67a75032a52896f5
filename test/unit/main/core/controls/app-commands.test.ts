import { describe, expect, it, test } from 'vitest';
import {
  appArgumentsOf,
  parseAppArguments,
  parseAppLink,
} from '../../../../../src/main/core/controls/app-commands';
import { ProblemError } from '../../../../../src/shared/problems';

const problemOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return error instanceof ProblemError ? error.problem : error;
  }
  return undefined;
};

const terminal = { via: 'terminal', isHidden: false };
const link = { via: 'link', isHidden: false };

describe('the command line', () => {
  test.each<[string, object]>([
    ['', terminal],
    ['--toggle', { ...terminal, action: 'toggle' }],
    ['--start', { ...terminal, action: 'start' }],
    ['--stop', { ...terminal, action: 'stop' }],
    ['--pause', { ...terminal, action: 'pause' }],
    ['--show', { ...terminal, action: 'show' }],
    ['--quit', { ...terminal, action: 'quit' }],
    ['--start --start', { ...terminal, action: 'start' }],
    ['--hidden', { ...terminal, isHidden: true }],
    ['--zone eu', { ...terminal, zone: 'eu' }],
    ['--zone=self-hosted', { ...terminal, zone: 'self-hosted' }],
    ['--zone us --start', { ...terminal, zone: 'us', action: 'start' }],
    ['--no-sandbox --ozone-platform=x11 --toggle --enable-features=A,B', { ...terminal, action: 'toggle' }],
    ['--user-data-dir=/home/a --original-process-start-time=133 -x', terminal],
  ])('%s', (line, command) => {
    expect(parseAppArguments(line === '' ? [] : line.split(' '))).toEqual(command);
  });

  test.each<[string, string]>([
    ['--start --stop', 'command-invalid'],
    ['--zone us --zone eu', 'command-invalid'],
    ['--start=yes', 'command-invalid'],
    ['--hidden=1', 'command-invalid'],
    ['start', 'command-invalid'],
    ['/etc/passwd', 'command-invalid'],
    ['--zone', 'zone-unknown'],
    ['--zone mars', 'zone-unknown'],
    ['--zone EU', 'zone-unknown'],
    ['--zone __proto__', 'zone-unknown'],
    ['--zone --start', 'zone-unknown'],
    ['--zone=', 'zone-unknown'],
  ])('refuses %s', (line, code) => {
    expect(problemOf(() => parseAppArguments(line.split(' ')))).toMatchObject({ code });
  });

  it('lets no switch ride along with a link', () => {
    expect(parseAppArguments(['--zone', 'us', '--start', 'sotto://show'])).toEqual({
      ...link,
      action: 'show',
    });
    expect(problemOf(() => parseAppArguments(['sotto://show', 'sotto://start']))).toMatchObject({
      code: 'command-invalid',
    });
  });

  it('prints nothing a terminal would obey', () => {
    const problem = problemOf(() =>
      parseAppArguments([`--zone=\u001b[2J${'x'.repeat(500)}`]),
    ) as ProblemError['problem'];
    expect(problem.params?.['zone']).toMatch(/^\?\[2Jx{1,100}$/);
  });
});

describe('a link', () => {
  test.each<[string, object]>([
    ['sotto://toggle', { ...link, action: 'toggle' }],
    ['sotto://start/', { ...link, action: 'start' }],
    ['SOTTO://Stop', { ...link, action: 'stop' }],
    ['sotto://pause', { ...link, action: 'pause' }],
    ['sotto://show', { ...link, action: 'show' }],
    ['sotto://zone/eu', { ...link, zone: 'eu' }],
    ['sotto://zone/self-hosted/', { ...link, zone: 'self-hosted' }],
  ])('%s', (text, command) => {
    expect(parseAppLink(text)).toEqual(command);
    expect(parseAppArguments([text])).toEqual(command);
  });

  test.each<[string, string]>([
    ['sotto://', 'command-invalid'],
    ['sotto:start', 'command-invalid'],
    ['sotto://quit', 'command-invalid'],
    ['sotto://app/control/index.html', 'command-invalid'],
    ['sotto://start?zone=us', 'command-invalid'],
    ['sotto://start#now', 'command-invalid'],
    ['sotto://start/now', 'command-invalid'],
    ['sotto://me@start', 'command-invalid'],
    ['sotto://start:80', 'command-invalid'],
    ['sotto://start --zone us', 'command-invalid'],
    ['sotto://start\nsotto://zone/us', 'command-invalid'],
    ['sotto://zone/us\n', 'command-invalid'],
    ['sotto://zone/', 'command-invalid'],
    ['sotto://zone/eu/../us', 'command-invalid'],
    ['sotto://zone/%65u', 'command-invalid'],
    ['sotto://zone/mars', 'zone-unknown'],
    ['sotto://zone/constructor', 'zone-unknown'],
    ['https://zone/eu', 'command-invalid'],
  ])('refuses %j', (text, code) => {
    expect(problemOf(() => parseAppLink(text))).toMatchObject({ code });
  });
});

test.each<[string, boolean, string]>([
  ['/opt/Sotto/sotto --toggle', true, '--toggle'],
  ['/opt/Sotto/sotto sotto://stop', true, 'sotto://stop'],
  ['electron --no-sandbox --ozone-platform=x11 /src/sotto --zone eu', false, '--zone eu'],
  ['node /src/sotto/out/main/index.js --start', false, '--start'],
  ['electron .', false, ''],
])('%s has arguments of ours', (argv, isPackaged, own) => {
  expect(appArgumentsOf(argv.split(' '), isPackaged).join(' ')).toBe(own);
});
