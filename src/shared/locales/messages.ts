import { createIntl, createIntlCache, type IntlShape } from '@formatjs/intl';
import type { Problem } from '../problems';
import capture from './en/capture.json';
import cli from './en/cli.json';
import control from './en/control.json';
import engine from './en/engine.json';
import main from './en/main.json';
import overlay from './en/overlay.json';
import problems from './en/problems.json';
import transcripts from './en/transcripts.json';
import zoneMessages from './en/zones.json';

/** Every text a person reads, in ICU message form, one file a subject. */
export const english = {
  ...zoneMessages,
  ...problems,
  ...transcripts,
  ...main,
  ...overlay,
  ...control,
  ...cli,
  ...engine,
  ...capture,
};
export type MessageId = keyof typeof english;

export const locale = 'en';

/** Formats messages where there is no React (main, the command line, the overlay). */
export const createMessages = (): IntlShape => createIntl({ locale, messages: english }, createIntlCache());

/** What formats messages, of React or not. */
export type Messages = Pick<IntlShape, 'formatMessage'>;

/** The sentence for a problem: what happened and what to do. */
export const problemText = (intl: Pick<IntlShape, 'formatMessage'>, problem: Problem): string =>
  intl.formatMessage({ id: `problem.${problem.code}` }, problem.params);
