import type { IntlShape } from '@formatjs/intl';
import { app } from 'electron';
import { uiLanguage, type Locale, type UiLanguage } from '../../shared/locales/locales';
import { createMessages } from '../../shared/locales/messages';

/** The language in force: the person's choice, else the system's. */
export const appLanguage = (chosen: Locale | null): UiLanguage =>
  uiLanguage(chosen, app.getPreferredSystemLanguages());

/** @returns main's own texts, in the language in force whenever it is called */
export function createAppMessages(chosen: () => Locale | null): () => IntlShape {
  let shown: { language: UiLanguage; messages: IntlShape } | undefined;
  return () => {
    const language = appLanguage(chosen());
    if (shown?.language.locale !== language.locale || shown.language.formats !== language.formats)
      shown = { language, messages: createMessages(language) };
    return shown.messages;
  };
}
