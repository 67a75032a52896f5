import { toProblem, type Problem } from '../../shared/problems';
import type { Log } from './log';

/**
 * An error nobody caught goes to the log with its stack, and to the person as a sentence. Captions go on: to somebody
 * who reads them, an app that ends over a failed detail is worse. Without this, Electron shows the stack in a dialog.
 */
export function surviveUnexpectedErrors(log: Log, report: (problem: Problem) => void): void {
  const survive = (error: unknown): void => {
    log.error('unexpected', error);
    report(toProblem(error));
  };
  process.on('uncaughtException', survive);
  process.on('unhandledRejection', survive);
}
