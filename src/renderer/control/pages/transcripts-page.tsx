import { useEffect } from 'react';
import { Button, Link } from 'react-aria-components';
import { Icon } from '../components/icon';
import { ProblemNote } from '../components/problem-note';
import { TranscriptMarks, useTranscriptTime } from '../components/transcript-labels';
import { useTranscriptRemoval } from '../components/use-transcript-removal';
import { hrefOf } from '../state/route';
import { usePolicyLimits, useSettings } from '../state/settings';
import { refreshTranscripts, useTranscripts } from '../state/transcripts';
import { useText } from '../text';

/** Conversations kept on this computer, the newest first. */
export function TranscriptsPage() {
  const t = useText();
  const transcripts = useTranscripts();
  const timeOf = useTranscriptTime();
  const { remove, problem } = useTranscriptRemoval();
  // A running conversation has grown since the list was read.
  useEffect(() => void refreshTranscripts(), []);
  const saving = useSettings().transcripts.save;
  const { saveTranscripts, retentionDays } = usePolicyLimits();
  return (
    <>
      <h1 tabIndex={-1}>{t('control.nav.transcripts')}</h1>
      <p className="muted page-sentence">{t('control.transcripts.sentence')}</p>
      {retentionDays !== null && <p>{t('control.transcripts.retention', { days: retentionDays })}</p>}
      {!saving && (
        <p className="locked">
          <Icon name={saveTranscripts === false ? 'lock' : 'warning'} />
          {t(saveTranscripts === false ? 'control.transcripts.off-by-policy' : 'control.transcripts.off')}
        </p>
      )}
      <ProblemNote problem={problem} />
      {transcripts.length === 0 ? (
        <div className="card empty-state">
          <Icon name="transcripts" />
          <p className="row-label">{t('control.transcripts.empty.title')}</p>
          {saving && <p className="muted">{t('control.transcripts.empty.what-to-do')}</p>}
        </div>
      ) : (
        <ul className="card transcript-list">
          {transcripts.map((summary) => {
            const { date, duration } = timeOf(summary);
            return (
              <li key={summary.id}>
                <Link className="transcript-link" href={hrefOf('transcripts', summary.id)}>
                  <span className="transcript-text">
                    <span className="transcript-when">
                      <span className="row-label">{date}</span>
                      <span className="muted">{duration}</span>
                    </span>
                    <span className="transcript-preview">
                      {summary.preview || t('control.transcripts.nothing-said')}
                    </span>
                  </span>
                  <TranscriptMarks summary={summary} />
                </Link>
                <Button
                  className="button quiet icon-only"
                  aria-label={t('control.transcripts.remove-one', { date })}
                  onPress={() => void remove(summary.id)}
                >
                  <Icon name="trash" />
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
