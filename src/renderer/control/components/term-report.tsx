import { useIntl } from 'react-intl';
import { termLimits, type TermMerge } from '../state/key-terms';
import { useText } from '../text';

/** Names shown of the terms that were not added; the others are counted. */
const shownNames = 5;

/** What became of the terms that were to be added. */
export function TermReport({ merge }: { merge: TermMerge }) {
  const t = useText();
  const intl = useIntl();
  const namesOf = (terms: readonly string[]): string => {
    const names = terms
      .slice(0, shownNames)
      .map((term) => (term.length > 60 ? `${term.slice(0, 60)}…` : term));
    const more = terms.length - names.length;
    return intl.formatList(
      [...names, ...(more > 0 ? [t('speech.terms.report.more', { count: more })] : [])],
      { type: 'unit' },
    );
  };
  const { added, present, tooLong, beyond } = merge;
  return (
    <div className="done-note">
      <div>
        <p>{t('speech.terms.report.added', { count: added.length })}</p>
        {present.length > 0 && (
          <p>{t('speech.terms.report.present', { count: present.length, terms: namesOf(present) })}</p>
        )}
        {tooLong.length > 0 && (
          <p>
            {t('speech.terms.report.too-long', {
              count: tooLong.length,
              terms: namesOf(tooLong),
              longest: termLimits.longest,
            })}
          </p>
        )}
        {beyond.length > 0 && (
          <p>
            {t('speech.terms.report.beyond', {
              count: beyond.length,
              terms: namesOf(beyond),
              most: termLimits.most,
            })}
          </p>
        )}
      </div>
    </div>
  );
}
