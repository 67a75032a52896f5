import { ProblemNote } from '../../components/problem-note';
import { SourceSwitches, useHasSource } from '../../components/source-switches';
import { useAction } from '../../components/use-action';
import { isRunning, useCaptioningStatus } from '../../state/captioning';
import { useLevelPreview } from '../../state/levels';
import { changeSettings } from '../../state/settings';
import { useText } from '../../text';
import type { StepProps } from './first-run';
import { StepButtons } from './step-buttons';

/** What to caption, with meters that show it is heard. */
export function SourcesStep({ next, back }: StepProps) {
  const t = useText();
  const hasSource = useHasSource();
  const running = isRunning(useCaptioningStatus().phase);
  const preview = useLevelPreview(hasSource && !running);
  const { run, problem } = useAction();
  return (
    <>
      <h1 tabIndex={-1}>{t('control.first-run.sources.title')}</h1>
      <p className="lead">
        {t(running ? 'control.first-run.sources.sentence-running' : 'control.first-run.sources.sentence')}
      </p>
      <div className="card">
        <SourceSwitches onChange={(patch) => void run(() => changeSettings({ sources: patch }))} />
      </div>
      <ProblemNote problem={hasSource ? (problem ?? preview) : { code: 'no-source-chosen' }} />
      <StepButtons
        back={back}
        next={next}
        nextLabel={t('control.first-run.next')}
        isNextDisabled={!hasSource}
      />
    </>
  );
}
