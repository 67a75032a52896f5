import type { AccessCheck, KeyStatus } from '../../../shared/ipc/ipc-schema';
import { ProblemError, type Problem } from '../../../shared/problems';
import { tokenBrokerProblem } from '../../../shared/token-broker-address';
import { zones, type ZoneId } from '../../../shared/zones';
import type { ConnectPeer } from '../transport/connect-peer';
import type { TokenBroker } from '../zones/token-broker';
import { checkKey } from './key-check';
import type { Cipher, KeyStore } from './key-store';

export interface CloudAccessParts {
  keys: KeyStore;
  cipher: Pick<Cipher, 'strength'>;
  broker: TokenBroker;
  connect: ConnectPeer;
  /** Throws `policy-refused` for a zone the administrator doesn't allow. */
  checkPolicy: (zone: ZoneId) => void;
  /** Chooses the zone in force where none is chosen: otherwise access alone would move the voice to another. */
  holdZone: () => Promise<void>;
  saveBrokerUrl: (url: string) => void;
  /** The zone in force may be another now. */
  changed: () => Promise<void>;
  report: (problem: Problem) => void;
}

/** What opens sessions in AssemblyAI's zones: the person's key or, without one, their organisation's tokens. */
export class CloudAccess {
  constructor(private readonly parts: CloudAccessParts) {}

  async isThere(): Promise<boolean> {
    return this.parts.broker.url !== undefined || (await this.parts.keys.status()).set;
  }

  async status(): Promise<KeyStatus> {
    return this.#withBroker(await this.parts.keys.status());
  }

  async setKey(key: string): Promise<KeyStatus> {
    await this.parts.holdZone();
    const status = await this.parts.keys.set(key);
    // Where there is a weak store, the page asks whether to use it.
    if (status.kept === 'memory' && (await this.parts.cipher.strength()) === 'none')
      this.parts.report({ code: 'key-not-stored' });
    await this.parts.changed();
    return this.#withBroker(status);
  }

  async keepKeyWeakly(): Promise<KeyStatus> {
    return this.#withBroker(await this.parts.keys.keepWeakly());
  }

  async clearKey(): Promise<KeyStatus> {
    const status = await this.parts.keys.clear();
    await this.parts.changed();
    return this.#withBroker(status);
  }

  /** Throws ProblemError `token-broker-url-invalid`, or `policy-refused` where the administrator fixed the address. */
  async setBroker(url: string): Promise<KeyStatus> {
    const { broker } = this.parts;
    if (broker.isLocked) throw new ProblemError('policy-refused', { detail: 'tokenBrokerUrl' });
    const problem = url === '' ? null : tokenBrokerProblem(url);
    if (problem) throw new ProblemError(problem.code, problem.params);
    if (url !== '') await this.parts.holdZone();
    this.parts.saveBrokerUrl(url);
    await this.parts.changed();
    return this.status();
  }

  /**
   * Finds out whether a session could be opened in this zone, and opens none: asks the zone about the key, or the broker
   * for a token that is thrown away. Throws what {@link checkKey} and the broker throw, and `key-missing`.
   */
  async check(zone: ZoneId): Promise<AccessCheck> {
    const { keys, broker, connect } = this.parts;
    const { socketUrl } = zones[zone];
    if (socketUrl === null) throw new ProblemError('not-allowed');
    this.parts.checkPolicy(zone);
    const key = await keys.read();
    if (key !== undefined) {
      await checkKey(connect, zone, key);
      return { by: 'key', host: new URL(socketUrl).host };
    }
    const token = broker.tokenFor(zone);
    if (!token) throw new ProblemError('key-missing');
    await token.mint();
    return { by: 'broker', host: token.broker };
  }

  #withBroker(status: KeyStatus): KeyStatus {
    const { url, isLocked } = this.parts.broker;
    return { ...status, ...(url !== undefined && { broker: { url, locked: isLocked } }) };
  }
}
