import { useState } from 'react';
import { Button } from 'react-aria-components';
import { ProblemNote } from '../../components/problem-note';
import { SourceSwitches, useHasSource } from '../../components/source-switches';
import { useAction } from '../../components/use-action';
import { isRunning, useCaptioningStatus } from '../../state/captioning';
import { useCapabilities } from '../../state/computer';
import { useLevelPreview } from '../../state/levels';
import { changeSettings, useSettings } from '../../state/settings';
import { sourceProblem } from '../../state/source-problem';
import { useText } from '../../text';
import type { StepProps } from './first-run';
import { PermissionHelp, PermissionProblem } from './permission-help';
import { StepButtons } from './step-buttons';

/** What to caption, with meters that show it is heard, and what the system asks before it is. */
export function SourcesStep({ next, back }: StepProps) {
  const t = useText();
  const hasSource = useHasSource();
  const { sources } = useSettings();
  const { platform } = useCapabilities();
  const status = useCaptioningStatus();
  const running = isRunning(status.phase);
  // macOS asks the moment something listens: there the person reads what for, and begins it.
  const [isListening, setListening] = useState(platform !== 'darwin');
  const [attempt, setAttempt] = useState(0);
  const preview = useLevelPreview(isListening && hasSource && !running, attempt);
  const { run, problem } = useAction();
  const listens = isListening || running;
  const sentence = running ? 'sentence-running' : listens ? 'sentence' : 'sentence-asked';
  return (
    <>
      <h1 tabIndex={-1}>{t('control.first-run.sources.title')}</h1>
      <p className="lead">{t(`control.first-run.sources.${sentence}`)}</p>
      <div className="card">
        <SourceSwitches onChange={(patch) => void run(() => changeSettings({ sources: patch }))} />
        {!listens && hasSource && (
          <Button
            className="button primary"
            onPress={() => {
              setListening(true);
            }}
          >
            {t('control.first-run.sources.listen')}
          </Button>
        )}
      </div>
      <PermissionHelp sources={sources} />
      {hasSource ? (
        <PermissionProblem
          problem={problem ?? preview ?? (listens ? sourceProblem(status.problem) : null)}
          onRetry={() => {
            setAttempt(attempt + 1);
          }}
        />
      ) : (
        <ProblemNote problem={{ code: 'no-source-chosen' }} />
      )}
      <StepButtons
        back={back}
        next={next}
        nextLabel={t('control.first-run.next')}
        isNextDisabled={!hasSource}
      />
    </>
  );
}
