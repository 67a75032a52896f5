import type { Result } from '../../../shared/ipc/ipc-contract';
import { firstRunSteps, type FirstRunStep } from '../../../shared/settings';
import { changeSettings, useSettings } from './settings';

/** The step of the first run, kept with the settings: whoever closes Sotto in the middle goes on where they were. */
export function useFirstRunStep(): {
  step: FirstRunStep;
  /** From 1. */
  number: number;
  /** Goes on by so many steps, < 0 back. */
  go: (by: 1 | -1) => Promise<Result<unknown>>;
} {
  const { firstRunStep: step } = useSettings();
  const index = firstRunSteps.indexOf(step);
  return {
    step,
    number: index + 1,
    go: (by) => changeSettings({ firstRunStep: firstRunSteps[index + by] ?? step }),
  };
}

/** Ends the first run, from whichever step. */
export const endFirstRun = (): Promise<Result<unknown>> =>
  changeSettings({ onboarded: true, firstRunStep: 'welcome' });

/** The first run once more, with everything chosen so far. */
export const repeatFirstRun = (): Promise<Result<unknown>> =>
  changeSettings({ onboarded: false, firstRunStep: 'welcome' });
