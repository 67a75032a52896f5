import { describe, expect, it } from 'vitest';
import {
  helpText,
  parseCliOptions,
  type CliOptions,
  type VerifyOptions,
} from '../../../../src/main/cli/cli-options';
import { UsageError } from '../../../../src/main/cli/usage-error';
import { inEnglish } from '../../../../src/shared/locales/locales';
import { createMessages } from '../../../../src/shared/locales/messages';

const intl = createMessages(inEnglish);
const parse = (line: string): CliOptions | VerifyOptions | 'help' =>
  parseCliOptions(line.split(' ').filter(Boolean), intl);

describe('parseCliOptions', () => {
  it('has a default for everything but the input', () => {
    expect(parse('a.wav')).toEqual({
      input: 'a.wav',
      split: false,
      pace: 'realtime',
      format: 'text',
      save: true,
    });
  });

  it('takes every option', () => {
    expect(
      parse(
        '--zone self-hosted --url wss://x --ca c.pem --model universal-3-5-pro --channels split --pace fast ' +
          '--format jsonl --out o --receipt r --profile p --give-up 1.5 --no-save -',
      ),
    ).toEqual({
      input: '-',
      zone: 'self-hosted',
      url: 'wss://x',
      ca: 'c.pem',
      model: 'universal-3-5-pro',
      split: true,
      pace: 'fast',
      format: 'jsonl',
      out: 'o',
      receipt: 'r',
      profile: 'p',
      giveUpMs: 1500,
      save: false,
    });
  });

  it('takes values after = and a file name that begins with dashes after --', () => {
    expect(parse('--zone=eu -- --odd.wav')).toMatchObject({ zone: 'eu', input: '--odd.wav' });
  });

  it('helps whatever else is asked', () => {
    expect(parse('--help')).toBe('help');
    expect(parse('--zone eu --help')).toBe('help');
  });

  it.each([
    ['', 'No input'],
    ['a.wav b.wav', 'One input at a time, not several: a.wav, b.wav.'],
    ['--zone mars a.wav', "--zone can't be “mars”. Allowed are edge, us, eu, self-hosted, device."],
    ['--zone EU a.wav', '“EU”'],
    ['--model best a.wav', '“best”'],
    ['--channels both a.wav', 'Allowed are mono, split.'],
    ['--pace slow a.wav', 'Allowed are realtime, fast.'],
    ['--format xml a.wav', 'Allowed are text, jsonl, srt, vtt, md, json.'],
    ['--colour a.wav', '--colour is not an option'],
    ['-z eu a.wav', '-z is not an option'],
    ['--api-key k a.wav', '--api-key is not an option'],
    ['--no-zone a.wav', '--no-zone is not an option'],
    ['a.wav --zone', '--zone needs a value (ID).'],
    ['--zone= a.wav', '--zone needs a value'],
    ['--out --no-save a.wav', '--out needs a value (FILE).'],
    ['--no-save=1 a.wav', '--no-save takes no value.'],
    ['--zone eu --zone us a.wav', '--zone is given twice.'],
    ['--give-up soon a.wav', '“soon”'],
    ['--give-up=-1 a.wav', '“-1”'],
  ])('refuses %j with one sentence that says why', (line, sentence) => {
    expect(() => parse(line)).toThrow(UsageError);
    expect(() => parse(line)).toThrow(sentence);
  });
});

describe('--verify-receipt', () => {
  it('takes a file, and a profile to look for the transcript in', () => {
    expect(parse('--verify-receipt r.json')).toEqual({ verifyReceipt: 'r.json' });
    expect(parse('--profile p --verify-receipt=r.json')).toEqual({ verifyReceipt: 'r.json', profile: 'p' });
  });

  it.each([
    ['--verify-receipt r.json a.wav', 'a.wav'],
    ['--verify-receipt r.json --zone eu', '--zone'],
    ['--verify-receipt r.json --no-save', '--no-save'],
    ['--verify-receipt', '--verify-receipt needs a value'],
  ])('refuses %s', (line, sentence) => {
    expect(() => parse(line)).toThrow(UsageError);
    expect(() => parse(line)).toThrow(sentence);
  });
});

describe('helpText', () => {
  it('names every option, within the width of a terminal', () => {
    const text = helpText(intl);
    const names = 'zone url ca model channels pace format out receipt profile give-up no-save help'.split(
      ' ',
    );
    for (const name of names) expect(text).toContain(`\n  --${name} `);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });
});
