import { Button } from 'react-aria-components';
import type { Problem } from '../../../../shared/problems';
import type { Settings } from '../../../../shared/settings';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/problem-note';
import { openMicrophoneSettings, openSystemAudioSettings, useCapabilities } from '../../state/computer';
import { useText } from '../../text';

/** What this system will ask before it lets Sotto hear the chosen sources, or where to look if a meter stays still. */
export function PermissionHelp({ sources }: { sources: Settings['sources'] }) {
  const t = useText();
  const { platform, systemAudio } = useCapabilities();
  const asked = {
    microphone: sources.microphone,
    system: systemAudio && sources.systemAudio,
  };
  return (
    <ul className="points permission-help">
      {(['microphone', 'system'] as const).map(
        (source) =>
          asked[source] && (
            <li key={source}>
              <Icon name={source === 'microphone' ? 'microphone' : 'speaker'} />
              <span>{t(`control.first-run.permission.${platform}.${source}`)}</span>
            </li>
          ),
      )}
    </ul>
  );
}

/** A source that may not, or can't, be heard: what to do, and the way there. */
export function PermissionProblem({ problem, onRetry }: { problem: Problem | null; onRetry: () => void }) {
  const t = useText();
  const { platform } = useCapabilities();
  const openPage =
    problem?.code === 'microphone-denied'
      ? openMicrophoneSettings
      : problem?.code === 'system-audio-denied'
        ? openSystemAudioSettings
        : undefined;
  return (
    <>
      <ProblemNote problem={problem} />
      {problem && (
        <div className="button-row">
          {/* On Linux every desktop has a page of its own. */}
          {openPage && platform !== 'linux' && (
            <Button className="button" onPress={() => void openPage()}>
              {t('control.problem.open-privacy')}
            </Button>
          )}
          <Button className="button" onPress={onRetry}>
            {t('control.first-run.permission.retry')}
          </Button>
        </div>
      )}
    </>
  );
}
