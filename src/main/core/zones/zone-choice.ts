import type { ZoneOption } from '../../../shared/ipc/ipc-schema';
import { toProblem, type Problem } from '../../../shared/problems';
import type { Settings } from '../../../shared/settings';
import { zoneIds, zones, type ZoneId } from '../../../shared/zones';
import { assertZoneAllowed, isZoneAllowed, zoneToUse } from '../policy/policy-rules';
import type { Policy } from '../policy/policy-schema';
import { selfHostedUrl } from './zone-destination';

export interface ZoneChoiceSources {
  settings: () => Settings;
  hasKey: () => Promise<boolean>;
  /** Throws ProblemError `policy-malformed`: then no zone is in force and nothing starts. */
  policy: () => Policy;
}

/** Which zone holds now, from what the person chose, the key and the machine's policy. */
export class ZoneChoice {
  constructor(private readonly sources: ZoneChoiceSources) {}

  /** Throws ProblemError `policy-malformed`. A chosen zone that is refused is named, and refused when used. */
  async inForce(): Promise<{ zone: ZoneId; host: string }> {
    const { zone: chosen } = this.sources.settings();
    const policy = this.sources.policy();
    // The key is asked for only where it decides, as reading it may bring up the keychain's prompt.
    const hasKey = chosen === null && policy.zones === undefined && (await this.sources.hasKey());
    const zone = zoneToUse(policy, chosen, hasKey);
    return { zone, host: this.hostOf(zone) };
  }

  /** Every zone as the settings page offers it, the forbidden ones locked. */
  options(): ZoneOption[] {
    const policy = this.sources.policy();
    return zoneIds.map((zone) => ({ zone, allowed: isZoneAllowed(policy, zone), host: this.hostOf(zone) }));
  }

  /** Throws ProblemError `policy-refused` for a zone the administrator doesn't allow, `policy-malformed` for any. */
  check(zone: ZoneId): void {
    assertZoneAllowed(this.sources.policy(), zone);
  }

  /**
   * Why a conversation may not go on to where it goes, after the policy changed: its zone is forbidden now, or the voice
   * would go elsewhere now. It isn't moved there: that is for the person.
   */
  async refusalOf({ zone, host }: { zone: ZoneId; host: string }): Promise<Problem | undefined> {
    const changed = (detail: string): Problem => ({ code: 'policy-changed', params: { detail } });
    try {
      this.check(zone);
      const now = await this.inForce();
      const isElsewhere = now.zone !== zone || (zone === 'self-hosted' && host !== '' && now.host !== host);
      return isElsewhere ? changed(`zone ${now.zone}${now.host && `, ${now.host}`}`) : undefined;
    } catch (thrown) {
      const problem = toProblem(thrown);
      return problem.code === 'policy-refused' ? changed(String(problem.params?.['detail'])) : problem;
    }
  }

  /** Host a voice goes to in a zone; empty on this device, and where no server is set or its address is no good. */
  private hostOf(zone: ZoneId): string {
    const { socketUrl } = zones[zone];
    if (socketUrl) return new URL(socketUrl).host;
    if (zone !== 'self-hosted') return '';
    try {
      return new URL(selfHostedUrl(this.sources.settings().selfHosted)).host;
    } catch {
      return '';
    }
  }
}
