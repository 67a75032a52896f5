import { useIntl } from 'react-intl';

/** Names languages by their codes in the language of the window. */
export function useLanguageNames(): (code: string) => string {
  const intl = useIntl();
  return (code) => intl.formatDisplayName(code, { type: 'language', fallback: 'code' }) ?? code;
}
