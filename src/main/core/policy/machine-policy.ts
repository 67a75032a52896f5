import { unwatchFile, watchFile, type Stats } from 'node:fs';
import type { PolicyLimits } from '../../../shared/ipc/ipc-schema';
import type { Settings } from '../../../shared/settings';
import { readPolicy } from './policy';
import { limitsOf, settingsUnder } from './policy-rules';
import type { Policy } from './policy-schema';

/** How often to look whether the file changed, and how long to let one settle that is being written, ms. */
const defaultTimings = { lookMs: 5000, settleMs: 1000 };

/** The policy of this machine, read anew at each use. */
export class MachinePolicy {
  constructor(
    private readonly file: string,
    private readonly timings = defaultTimings,
  ) {}

  /** Throws ProblemError `policy-malformed`. */
  read(): Policy {
    return readPolicy(this.file);
  }

  /** What pages have to show as decided by the organisation. Throws ProblemError `policy-malformed`. */
  limits(): PolicyLimits {
    return limitsOf(this.read());
  }

  /** Address of the organisation's token broker. Under a malformed policy, where nothing starts anyway, there is none. */
  tokenBrokerUrl(): string | undefined {
    try {
      return this.read().tokenBrokerUrl;
    } catch {
      return undefined;
    }
  }

  /** The settings that hold. Under a malformed policy, where nothing starts anyway, they are the person's. */
  settingsUnder(chosen: Settings): Settings {
    let policy: Policy;
    try {
      policy = this.read();
    } catch {
      return chosen;
    }
    return settingsUnder(policy, chosen);
  }

  /**
   * Calls the listener after the file changed, came or went, once it has settled: a policy that is just being written
   * is not a malformed one.
   * @returns a function that stops watching
   */
  watch(changed: () => void): () => void {
    let settling: NodeJS.Timeout | undefined;
    const listener = (now: Stats, before: Stats): void => {
      // Where there is no file, Node tells so at the start.
      if (now.ino === 0 && before.ino === 0) return;
      clearTimeout(settling);
      settling = setTimeout(changed, this.timings.settleMs).unref();
    };
    watchFile(this.file, { interval: this.timings.lookMs, persistent: false }, listener);
    return () => {
      clearTimeout(settling);
      unwatchFile(this.file, listener);
    };
  }
}
