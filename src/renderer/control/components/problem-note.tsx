import { useIntl } from 'react-intl';
import { problemText } from '../../../shared/locales/messages';
import type { Problem } from '../../../shared/problems';
import { Icon } from './icon';

/** What went wrong and what to do, read out where it happened. */
export function ProblemNote({ problem }: { problem: Problem | null }) {
  const intl = useIntl();
  return (
    <div role="alert" className="problem-slot">
      {problem && (
        <p className="problem-note">
          <Icon name="warning" />
          <span>{problemText(intl, problem)}</span>
        </p>
      )}
    </div>
  );
}
