import { useIntl, type IntlShape } from 'react-intl';
import type { MessageId } from '../../shared/locales/messages';

export type Text = (id: MessageId, values?: Record<string, string | number>) => string;

export const textOf =
  (intl: IntlShape): Text =>
  (id, values) =>
    intl.formatMessage({ id }, values);

/** Looks up texts of the catalogue by ids the compiler checks. */
export const useText = (): Text => textOf(useIntl());
