import type { Problem } from '../../../shared/problems';

/** The problem of a source, and of nothing else. */
export const sourceProblem = (problem: Problem | undefined): Problem | null =>
  problem && /^(microphone|system-audio|audio)-/.test(problem.code) ? problem : null;
