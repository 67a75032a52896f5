import type { Result } from '../../../shared/ipc/ipc-contract';
import type { Problem } from '../../../shared/problems';
import { bridge } from '../bridge';
import { ask, askInto } from './ask';
import { createStore, useStore } from './store';

const problems = createStore<readonly Problem[]>([]);

/** What went wrong in the app and hasn't been dismissed, the newest first. */
export const useProblems = (): readonly Problem[] => useStore(problems);

const without = (code: Problem['code']): Problem[] =>
  problems.get().filter((problem) => problem.code !== code);

export function dismissProblem(code: Problem['code']): void {
  problems.set(without(code));
  void ask(() => bridge.app.dismissProblem(code));
}

export function connectProblems(): Promise<Result<unknown>> {
  bridge.app.problem((problem) => {
    problems.set([problem, ...without(problem.code)]);
  });
  bridge.app.problemSolved((code) => {
    problems.set(without(code));
  });
  return askInto<readonly Problem[]>(problems, () => bridge.app.problems());
}
