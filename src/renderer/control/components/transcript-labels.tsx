import { useIntl } from 'react-intl';
import type { TranscriptSummary } from '../../../shared/captions';
import { useText } from '../text';
import { Icon } from './icon';
import { ZoneBadge } from './zone-badge';

/** When a conversation was and how long it took. */
export function useTranscriptTime(): (summary: TranscriptSummary) => { date: string; duration: string } {
  const intl = useIntl();
  const t = useText();
  return ({ startedAt, durationMs }) => ({
    date: intl.formatDate(startedAt, { dateStyle: 'full', timeStyle: 'short' }),
    duration:
      durationMs < 60_000
        ? t('control.duration.seconds', { seconds: Math.round(durationMs / 1000) })
        : t('control.duration.minutes', { minutes: Math.round(durationMs / 60_000) }),
  });
}

/** Where the voice went, and whether the recording ended as it should. */
export function TranscriptMarks({ summary }: { summary: TranscriptSummary }) {
  const t = useText();
  return (
    <span className="marks">
      {summary.zones.map((zone) => (
        <ZoneBadge key={zone} zone={zone} />
      ))}
      {summary.interrupted && (
        <span className="mark">
          <Icon name="warning" />
          {t('control.transcripts.interrupted')}
        </span>
      )}
    </span>
  );
}
