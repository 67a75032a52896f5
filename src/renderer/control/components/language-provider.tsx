import { useLayoutEffect, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { IntlProvider } from 'react-intl';
import { directionOf, uiLanguage } from '../../../shared/locales/locales';
import { catalogueOf } from '../../../shared/locales/messages';
import { useCapabilities } from '../state/computer';
import { useSettings } from '../state/settings';

/** Gives everything inside it the language in force, and follows a change of it at once. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const { locale, formats } = uiLanguage(useSettings().language, useCapabilities().languages);
  useLayoutEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = directionOf(locale);
  }, [locale]);
  return (
    <I18nProvider locale={formats}>
      <IntlProvider locale={formats} messages={catalogueOf(locale)}>
        {children}
      </IntlProvider>
    </I18nProvider>
  );
}
