import { useState } from 'react';
import type { Result } from '../../../shared/ipc/ipc-contract';
import type { Problem } from '../../../shared/problems';

export interface Action {
  /** Makes a call and keeps its problem to be shown where the action is. */
  run: <T>(call: () => Promise<Result<T>>) => Promise<Result<T>>;
  problem: Problem | null;
  pending: boolean;
  clear: () => void;
}

export function useAction(): Action {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, setPending] = useState(false);
  return {
    problem,
    pending,
    clear: () => {
      setProblem(null);
    },
    run: async (call) => {
      setPending(true);
      setProblem(null);
      const answer = await call();
      setPending(false);
      if (!answer.ok) setProblem(answer.problem);
      return answer;
    },
  };
}
