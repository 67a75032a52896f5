import { ProblemError, type Problem } from '../../../shared/problems';
import type { TranscriptLibrary } from './transcript-library';

const dayMs = 24 * 3_600_000;
/** A computer that sleeps misses the hour; looking often costs nothing. */
const lookEveryMs = 3_600_000;

export interface RetentionParts {
  library: Pick<TranscriptLibrary, 'deleteBefore'>;
  /** Days a transcript is kept; undefined is for ever. Throws where the policy isn't understood. */
  days: () => number | undefined;
  now: () => Date;
  /** Told `transcripts-not-deleted`. */
  report: (problem: Problem) => void;
  /** Something was deleted. */
  changed: () => void;
}

/** Deletes transcripts as old as the organisation's policy says, each with its receipts. */
export class Retention {
  constructor(private readonly parts: RetentionParts) {}

  /** Deletes what is due. Never rejects: what goes wrong is reported. */
  async enforce(): Promise<void> {
    const { library, now, report, changed } = this.parts;
    const days = this.#days();
    if (days === undefined) return;
    try {
      const deleted = await library.deleteBefore(new Date(now().getTime() - days * dayMs));
      if (deleted > 0) changed();
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      report({ code: 'transcripts-not-deleted', params: { days, detail } });
    }
  }

  /** Does so now and then every hour. @returns a function that stops it */
  start(): () => void {
    void this.enforce();
    const timer = setInterval(() => void this.enforce(), lookEveryMs).unref();
    return () => {
      clearInterval(timer);
    };
  }

  /** Under a policy that isn't understood nothing is deleted: what was meant isn't known, and deleting is for good. */
  #days(): number | undefined {
    try {
      return this.parts.days();
    } catch (error) {
      if (error instanceof ProblemError) return undefined;
      throw error;
    }
  }
}
