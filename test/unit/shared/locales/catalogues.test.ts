import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locales } from '../../../../src/shared/locales/locales';
import { catalogueOf } from '../../../../src/shared/locales/messages';
import { formOf } from '../../../support/message-form';
import { usedMessages } from '../../../support/message-use';

const folder = resolve(import.meta.dirname, '../../../../src/shared/locales');
const filesOf = (locale: string): string[] =>
  readdirSync(resolve(folder, locale)).filter((file) => file.endsWith('.json'));
const read = (locale: string, file: string): Record<string, string> =>
  JSON.parse(readFileSync(resolve(folder, locale, file), 'utf8')) as Record<string, string>;
const all = (locale: string): Record<string, string> =>
  Object.assign({}, ...filesOf(locale).map((file) => read(locale, file))) as Record<string, string>;

const english = all('en');

it('has a folder for each language of the list, and no other', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...locales].sort());
});

it('has each message once, and in use', () => {
  const ids = filesOf('en').flatMap((file) => Object.keys(read('en', file)));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  const used = usedMessages(ids);
  expect(ids.filter((id) => !used.has(id))).toEqual([]);
});

describe.each(locales)('%s', (locale) => {
  const messages = all(locale);
  const known = Object.entries(messages).filter(([id]) => id in english);

  it('has every message of each file, and no others', () => {
    const named = (of: string): string[] =>
      filesOf(of).flatMap((file) => Object.keys(read(of, file)).map((id) => `${file}: ${id}`));
    const [wanted, had] = [named('en'), named(locale)];
    expect({
      missing: wanted.filter((one) => !had.includes(one)),
      unknown: had.filter((one) => !wanted.includes(one)),
    }).toEqual({ missing: [], unknown: [] });
  });

  it('is what the app shows', () => {
    expect(catalogueOf(locale)).toEqual({ ...english, ...messages });
  });

  it('takes the arguments and alternatives of the English message', () => {
    const formWithoutCategories = (message: string): object => ({ ...formOf(message), plurals: undefined });
    const differing = known.filter(
      ([id, message]) =>
        JSON.stringify(formWithoutCategories(message)) !==
        JSON.stringify(formWithoutCategories(english[id] ?? '')),
    );
    expect(Object.fromEntries(differing)).toEqual({});
  });

  it('has the plurals of its grammar', () => {
    const wrong = known.flatMap(([id, message]) =>
      formOf(message)
        .plurals.filter(({ ordinal, categories, exact, showsNumber }) => {
          const rules = new Intl.PluralRules(locale, { type: ordinal ? 'ordinal' : 'cardinal' });
          const possible: readonly string[] = rules.resolvedOptions().pluralCategories;
          const counted = Array.from({ length: 200 }, (_, number) => number);
          const needed = showsNumber
            ? counted.filter((number) => !exact.includes(number)).map((number) => rules.select(number))
            : [];
          const isWhole = [...needed, 'other'].every((one) => categories.includes(one));
          return !isWhole || !categories.every((one) => possible.includes(one));
        })
        .map(({ name, categories }) => `${id}: ${name} ${categories.join(' ')}`),
    );
    expect(wrong).toEqual([]);
  });

  it('holds nothing empty, and no space at its ends', () => {
    expect(known.filter(([, message]) => message.trim() !== message || message === '')).toEqual([]);
  });
});
