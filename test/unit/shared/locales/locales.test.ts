import { describe, expect, it } from 'vitest';
import {
  directionOf,
  environmentLanguages,
  inEnglish,
  localeNames,
  locales,
  uiLanguage,
} from '../../../../src/shared/locales/locales';
import { createMessages, problemText } from '../../../../src/shared/locales/messages';

describe('the language of the app', () => {
  it.each([
    [['de-AT', 'en-US'], { locale: 'de', formats: 'de-AT' }],
    [['en-GB'], { locale: 'en', formats: 'en-GB' }],
    [['ar-EG', 'fr-FR'], { locale: 'ar', formats: 'ar-EG' }],
    [['sw', 'ar'], { locale: 'ar', formats: 'ar' }],
    [['tlh'], inEnglish],
    [['C', ''], inEnglish],
    [[], inEnglish],
  ])('for a system that speaks %j is %j', (preferred, language) => {
    expect(uiLanguage(null, preferred)).toEqual(language);
  });

  it('is the chosen one, with the region of the system where that speaks it too', () => {
    expect(uiLanguage('de', ['en-US', 'de-CH'])).toEqual({ locale: 'de', formats: 'de-CH' });
    expect(uiLanguage('ar', ['en-US'])).toEqual({ locale: 'ar', formats: 'ar' });
  });

  it('is offered in its own name, and runs as it is written', () => {
    for (const locale of locales) {
      const own = new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? '';
      expect(localeNames[locale].toLocaleLowerCase(locale)).toBe(own.toLocaleLowerCase(locale));
    }
    expect(locales.filter((locale) => directionOf(locale) === 'rtl')).toEqual(['ar']);
  });
});

it.each([
  [{ LC_ALL: 'de_AT.UTF-8@euro', LC_MESSAGES: 'fr_FR', LANG: 'ja_JP' }, ['de-AT']],
  [{ LC_ALL: '', LC_MESSAGES: 'fr_FR.UTF-8', LANG: 'ja_JP' }, ['fr-FR']],
  [{ LANG: 'ar' }, ['ar']],
  [{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, []],
  [{ LANG: 'C.UTF-8' }, []],
  [{ LANG: 'POSIX' }, []],
  [{}, []],
])('reads from the environment %j the languages %j', (env, languages) => {
  expect(environmentLanguages(env)).toEqual(languages);
});

describe('messages', () => {
  it('have numbers and dates as the language and the region write them', () => {
    const german = createMessages(uiLanguage(null, ['de-DE']));
    expect(german.formatMessage({ id: 'overlay.latency' }, { seconds: 1.25 })).toBe('1,3 s dahinter');
    expect(german.formatDate('2026-11-24T12:00:00Z', { dateStyle: 'long' })).toBe('24. November 2026');
    const british = createMessages(uiLanguage(null, ['en-GB']));
    expect(british.formatDate('2026-11-24T12:00:00Z', { dateStyle: 'short' })).toBe('24/11/2026');
  });

  it('have the plurals of the language', () => {
    const arabic = createMessages(uiLanguage('ar', []));
    const text = (days: number): string =>
      arabic.formatMessage({ id: 'control.transcripts.retention' }, { days });
    expect([1, 2, 3, 11, 100].map(text).map((sentence) => sentence.split('بعد ')[1])).toEqual([
      'يوم واحد.',
      'يومين.',
      '3 أيام.',
      '11 يومًا.',
      '100 يوم.',
    ]);
  });

  it('tell a problem in the language', () => {
    const german = createMessages(uiLanguage('de', []));
    expect(problemText(german, { code: 'zone-unreachable', params: { host: 'example.org' } })).toMatch(
      /^example\.org ist nicht erreichbar\./,
    );
  });
});
