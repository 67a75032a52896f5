import { useEffect, useRef } from 'react';
import { Button, ProgressBar } from 'react-aria-components';
import { firstRunSteps } from '../../../../shared/settings';
import { ProblemNote } from '../../components/problem-note';
import { SottoMark } from '../../components/sotto-mark';
import { useAction } from '../../components/use-action';
import { endFirstRun, useFirstRunStep } from '../../state/first-run-step';
import { goTo } from '../../state/route';
import { showToast } from '../../state/toasts';
import { useText } from '../../text';
import { DoneStep } from './done-step';
import { LookStep } from './look-step';
import { SourcesStep } from './sources-step';
import { WelcomeStep } from './welcome-step';
import { ZoneStep } from './zone-step';

/** What each step of the first run gets. */
export interface StepProps {
  next: () => void;
  back: () => void;
}

/** From a fresh install to captions in under a minute; every choice is kept as it is made. */
export function FirstRun() {
  const t = useText();
  const { step, number, go } = useFirstRunStep();
  const { run, problem } = useAction();
  const content = useRef<HTMLDivElement>(null);

  // Each step is read out from its title.
  useEffect(() => {
    content.current?.closest('main')?.scrollTo(0, 0);
    content.current?.querySelector<HTMLElement>('h1')?.focus();
  }, [step]);

  const next = (): void => void run(() => go(1));
  const back = (): void => void run(() => go(-1));
  const end = async (): Promise<void> => {
    goTo('captions');
    await run(endFirstRun);
  };
  const later = async (): Promise<void> => {
    await end();
    showToast({ text: t('control.first-run.put-off') });
  };

  const progress = t('control.first-run.step', { number, count: firstRunSteps.length });
  return (
    <main className="first-run">
      <header className="first-run-header">
        <p className="brand">
          <SottoMark />
          {t('control.about.name')}
        </p>
        <ProgressBar
          className="steps"
          value={number}
          maxValue={firstRunSteps.length}
          valueLabel={progress}
          aria-label={t('control.first-run.progress')}
        >
          <span className="step-marks">
            {firstRunSteps.map((one, index) => (
              <span key={one} className="step-mark" data-reached={index < number} />
            ))}
          </span>
          <span className="step-words" aria-hidden="true">
            {progress}
          </span>
        </ProgressBar>
        {step !== 'done' && (
          <Button className="button quiet" onPress={() => void later()}>
            {t('control.first-run.later')}
          </Button>
        )}
      </header>
      <div className="first-run-content" data-step={step} ref={content}>
        {step === 'welcome' && <WelcomeStep next={next} />}
        {step === 'sources' && <SourcesStep next={next} back={back} />}
        {step === 'zone' && <ZoneStep next={next} back={back} />}
        {step === 'look' && <LookStep next={next} back={back} />}
        {step === 'done' && <DoneStep back={back} end={end} />}
        <ProblemNote problem={problem} />
      </div>
    </main>
  );
}
