import { useEffect, useRef } from 'react';
import { Button, ProgressBar } from 'react-aria-components';
import { ProblemNote } from '../../components/problem-note';
import { SottoMark } from '../../components/sotto-mark';
import { useAction } from '../../components/use-action';
import { firstRunSteps, useFirstRunStep } from '../../state/first-run-step';
import { changeSettings } from '../../state/settings';
import { useText } from '../../text';
import { DoneStep } from './done-step';
import { SourcesStep } from './sources-step';
import { WelcomeStep } from './welcome-step';
import { ZoneStep } from './zone-step';

/** What each step of the first run gets. */
export interface StepProps {
  next: () => void;
  back: () => void;
}

/** From a fresh install to captions in under a minute; every choice is kept as it is made. */
export function FirstRun({ onDone }: { onDone: () => void }) {
  const t = useText();
  const { step, next, back, finish } = useFirstRunStep();
  const { run, problem } = useAction();
  const content = useRef<HTMLDivElement>(null);
  const stepBefore = useRef(step);

  // Each step is read out from its title.
  useEffect(() => {
    if (stepBefore.current === step) return;
    stepBefore.current = step;
    content.current?.querySelector<HTMLElement>('h1')?.focus();
  }, [step]);

  const end = async (): Promise<void> => {
    const answer = await run(() => changeSettings({ onboarded: true }));
    if (!answer.ok) return;
    finish();
    onDone();
  };

  const number = firstRunSteps.indexOf(step) + 1;
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
          valueLabel={t('control.first-run.step', { number, count: firstRunSteps.length })}
          aria-label={t('control.first-run.progress')}
        >
          {firstRunSteps.map((one, index) => (
            <span key={one} className="step-mark" data-reached={index < number} />
          ))}
        </ProgressBar>
        {step !== 'done' && (
          <Button className="button quiet" onPress={() => void end()}>
            {t('control.first-run.skip')}
          </Button>
        )}
      </header>
      <div className="first-run-content" ref={content}>
        {step === 'welcome' && <WelcomeStep next={next} />}
        {step === 'sources' && <SourcesStep next={next} back={back} />}
        {step === 'zone' && <ZoneStep next={next} back={back} />}
        {step === 'done' && <DoneStep back={back} end={end} />}
        <ProblemNote problem={problem} />
      </div>
    </main>
  );
}
