import { createIntl, createIntlCache, type IntlShape } from '@formatjs/intl';
import type { Problem } from '../problems';
import { arabic } from './ar/catalogue';
import { german } from './de/catalogue';
import { english } from './en/catalogue';
import { spanish } from './es/catalogue';
import { french } from './fr/catalogue';
import { japanese } from './ja/catalogue';
import type { Locale, UiLanguage } from './locales';

export type MessageId = keyof typeof english;
/** Every text a person reads, in ICU message form. */
export type Catalogue = Readonly<Record<MessageId, string>>;

/** A language may lack messages for a while, never have others. */
const catalogues: Readonly<Record<Locale, Readonly<Partial<Record<MessageId, string>>>>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  ja: japanese,
  ar: arabic,
};

/** The messages of a language; one that isn't translated yet is English. */
export const catalogueOf = (locale: Locale): Catalogue => ({ ...english, ...catalogues[locale] });

/** Formats messages where there is no React (main, the command line, the overlay). */
export const createMessages = ({ locale, formats }: UiLanguage): IntlShape =>
  createIntl({ locale: formats, messages: catalogueOf(locale) }, createIntlCache());

/** What formats messages, of React or not. */
export type Messages = Pick<IntlShape, 'formatMessage'>;

/** The sentence for a problem: what happened and what to do. */
export const problemText = (intl: Pick<IntlShape, 'formatMessage'>, problem: Problem): string =>
  intl.formatMessage({ id: `problem.${problem.code}` }, problem.params);
