import { match } from '@formatjs/intl-localematcher';

/** The languages Sotto speaks, English first, each with its catalogue in the folder of its name. */
export const locales = ['en', 'de', 'fr', 'es', 'ja', 'ar'] as const;
export type Locale = (typeof locales)[number];

/** Each in its own name, which is what a person who reads no other looks for. */
export const localeNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ja: '日本語',
  ar: 'العربية',
};

const rightToLeft: ReadonlySet<Locale> = new Set(['ar']);

export const directionOf = (locale: Locale): 'ltr' | 'rtl' => (rightToLeft.has(locale) ? 'rtl' : 'ltr');

/** What texts are written in, and how numbers and dates are. */
export interface UiLanguage {
  locale: Locale;
  /** BCP 47 tag of the same language with the person's region where they have one: `de-AT`. */
  formats: string;
}

export const inEnglish: UiLanguage = { locale: 'en', formats: 'en' };

/**
 * @param chosen the person's choice; null follows the system
 * @param preferred the system's languages, most wanted first; what is no BCP 47 tag (`C`) is passed over
 */
export function uiLanguage(chosen: Locale | null, preferred: readonly string[]): UiLanguage {
  const wanted = preferred.filter(isTag);
  const locale = chosen ?? toLocale(wanted);
  const formats = wanted.find((tag) => new Intl.Locale(tag).language === locale);
  return { locale, formats: formats ?? locale };
}

const toLocale = (wanted: readonly string[]): Locale => {
  const best = match(wanted, locales, inEnglish.locale);
  return locales.find((locale) => locale === best) ?? inEnglish.locale;
};

function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/**
 * The languages a command-line program's environment asks for, as POSIX has it: LC_ALL before LC_MESSAGES before
 * LANG, each such as `de_AT.UTF-8@euro`; `C` and `POSIX` mean none.
 */
export function environmentLanguages(env: Readonly<Record<string, string | undefined>>): string[] {
  const named = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  const tag = named.replace(/[.@].*/, '').replaceAll('_', '-');
  return tag === '' || tag === 'C' || tag === 'POSIX' ? [] : [tag];
}
