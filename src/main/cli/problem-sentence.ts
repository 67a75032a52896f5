import { problemText } from '../../shared/locales/messages';
import type { Problem } from '../../shared/problems';
import type { Messages } from './cli-options';

/**
 * The sentence for a problem that ended a run. Where the app would keep trying, the command line has given up, and must
 * not say that it goes on.
 */
export function endingSentence(problem: Problem, host: string, giveUpMs: number, intl: Messages): string {
  const isGivenUp = ['zone-unreachable', 'session-lost', 'server-error', 'too-many-sessions'].includes(
    problem.code,
  );
  if (!isGivenUp) return sentenceOf(problem, intl);
  const detail = problem.params?.['detail'] ?? problem.code;
  return intl.formatMessage({ id: 'cli.gave-up' }, { host, seconds: giveUpMs / 1000, detail });
}

/** The problem's sentence, worded for the command line where the app's would send to a window. */
export const sentenceOf = (problem: Problem, intl: Messages): string =>
  problem.code === 'key-missing'
    ? intl.formatMessage({ id: 'cli.key-missing' }, { zone: problem.params?.['zone'] ?? '' })
    : problemText(intl, problem);
