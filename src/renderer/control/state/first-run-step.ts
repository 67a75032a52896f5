import { useState } from 'react';

export const firstRunSteps = ['welcome', 'sources', 'zone', 'done'] as const;
export type FirstRunStep = (typeof firstRunSteps)[number];

const key = 'first-run-step';

/** The step of the first run, kept so that a person who closes the window goes on where they were. */
export function useFirstRunStep(): {
  step: FirstRunStep;
  next: () => void;
  back: () => void;
  finish: () => void;
} {
  const [step, setStep] = useState<FirstRunStep>(
    () => firstRunSteps.find((known) => known === localStorage.getItem(key)) ?? 'welcome',
  );
  const go = (by: 1 | -1) => (): void => {
    const next = firstRunSteps[firstRunSteps.indexOf(step) + by] ?? step;
    localStorage.setItem(key, next);
    setStep(next);
  };
  return {
    step,
    next: go(1),
    back: go(-1),
    finish: () => {
      localStorage.removeItem(key);
    },
  };
}
