import type { Problem } from '../../../shared/problems';
import { echoProblem } from './echoed-configuration';
import type { WarningMessage } from './server-message';
import type { SessionConnection } from './session-connection';

const mostWarnings = 20;

/** What a person should know of a session while its captions go on. */
export class SessionRemarks {
  /** Why captions go on with other parameters than those asked for last. */
  refused: Problem | undefined;
  readonly #warnings = new Set<string>();

  /** What holds as long as this connection does. */
  problemOf({ parameters, configuration, host }: SessionConnection): Problem | undefined {
    return this.refused ?? echoProblem(parameters, configuration, host);
  }

  /** A warning of the server, the first time it comes: it ends nothing. */
  warning({ warning, warning_code }: WarningMessage, host: string): Problem | undefined {
    const detail = (warning ?? `${warning_code ?? ''}`).slice(0, 300);
    if (this.#warnings.has(detail) || this.#warnings.size >= mostWarnings) return undefined;
    this.#warnings.add(detail);
    return { code: 'server-warning', params: { host, detail } };
  }
}
