import { join } from 'node:path';
import { session } from 'electron';
import type { Problem } from '../../shared/problems';
import type { DestinationOf } from '../core/captioning/captioning';
import type { MachinePolicy } from '../core/policy/machine-policy';
import { CloudAccess } from '../core/secrets/cloud-access';
import { KeyStore } from '../core/secrets/key-store';
import type { SettingsStore } from '../core/settings/settings-store';
import { createConnectPeer, type ConnectPeer } from '../core/transport/connect-peer';
import { createRoutesTo } from '../core/transport/proxy-routes';
import { TokenBroker } from '../core/zones/token-broker';
import { ZoneChoice } from '../core/zones/zone-choice';
import { ZoneDelay } from '../core/zones/zone-delay';
import { createDestinationOf, type DestinationSources } from '../core/zones/zone-destination';
import { safeStorageCipher } from './safe-storage-cipher';

/** Which zone holds, what opens it, and the one way there. */
export interface ZoneAccess {
  /** Every connection to another computer is made by this function. */
  connect: ConnectPeer;
  access: CloudAccess;
  zoneChoice: ZoneChoice;
  delays: ZoneDelay;
  destinationOf: DestinationOf;
}

export interface ZoneAccessParts {
  profile: string;
  settings: SettingsStore;
  policy: MachinePolicy;
  engine: DestinationSources['engine'];
  /** The zone in force may be another now. */
  changed: () => Promise<void>;
  report: (problem: Problem) => void;
}

export function createZoneAccess({ profile, settings, policy, ...parts }: ZoneAccessParts): ZoneAccess {
  const keys = new KeyStore(join(profile, 'key.bin'), safeStorageCipher, process.env['ASSEMBLYAI_API_KEY']);
  // No process started from here on has a use for the key.
  delete process.env['ASSEMBLYAI_API_KEY'];
  const connect = createConnectPeer({
    // The pages' session knows of no proxy but the one that isn't there; this one is the system's.
    routesTo: createRoutesTo((url) => session.fromPartition('system-proxy').resolveProxy(url)),
  });
  const broker = new TokenBroker({
    connect,
    settingsUrl: () => settings.get().tokenBroker.url,
    policyUrl: () => policy.tokenBrokerUrl(),
  });
  const zoneChoice: ZoneChoice = new ZoneChoice({
    settings: () => settings.get(),
    hasKey: () => access.isThere(),
    policy: () => policy.read(),
  });
  const selfHosted = () => settings.get().selfHosted;
  const checkPolicy = zoneChoice.check.bind(zoneChoice);
  const access = new CloudAccess({
    keys,
    cipher: safeStorageCipher,
    broker,
    connect,
    checkPolicy,
    holdZone: async () => {
      const { zone } = await zoneChoice.inForce();
      if (settings.get().zone === null) settings.change({ zone });
    },
    saveBrokerUrl: (url) => {
      settings.change({ tokenBroker: { url } });
    },
    changed: parts.changed,
    report: parts.report,
  });
  return {
    connect,
    access,
    zoneChoice,
    delays: new ZoneDelay({ connect, selfHosted, checkPolicy, now: () => performance.now() }),
    destinationOf: createDestinationOf({
      selfHosted,
      readKey: () => keys.read(),
      tokenFor: (zone) => broker.tokenFor(zone),
      engine: parts.engine,
      checkPolicy,
    }),
  };
}
