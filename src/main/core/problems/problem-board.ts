import type { Problem, ProblemCode } from '../../../shared/problems';

/** Problems since start that the person hasn't dismissed: the newest of each code, oldest first. */
export class ProblemBoard {
  readonly #problems = new Map<ProblemCode, Problem>();

  constructor(private readonly tell: (problem: Problem) => void) {}

  report(problem: Problem): void {
    this.#problems.delete(problem.code);
    this.#problems.set(problem.code, problem);
    this.tell(problem);
  }

  dismiss(code: ProblemCode): void {
    this.#problems.delete(code);
  }

  list(): Problem[] {
    return [...this.#problems.values()];
  }
}
