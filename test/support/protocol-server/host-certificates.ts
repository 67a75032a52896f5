import tls, { type SecureContext } from 'node:tls';
import { createAuthority, type Authority } from '../certificates';
import type { BadCertificate } from './faults';

interface KeyPair {
  key: string;
  cert: string;
}

/** Certificates for a server's names, made at run time: good ones, and bad ones where a test asks for them. */
export class HostCertificates {
  readonly #authority: Authority;
  readonly #contexts: ReadonlyMap<string, SecureContext>;
  /** For clients that name no host: addresses have no SNI. */
  readonly loopback: KeyPair;

  private constructor(authority: Authority, contexts: Map<string, SecureContext>, loopback: KeyPair) {
    this.#authority = authority;
    this.#contexts = contexts;
    this.loopback = loopback;
  }

  static async create(hosts: readonly string[], authority: Authority): Promise<HostCertificates> {
    const contexts = new Map<string, SecureContext>();
    for (const host of hosts) contexts.set(host, tls.createSecureContext(await authority.issue([host])));
    return new HostCertificates(authority, contexts, await authority.issue(['127.0.0.1', 'localhost']));
  }

  /** PEM of the authority that issued the good ones. */
  get ca(): string {
    return this.#authority.ca;
  }

  /** What a host shows; undefined for one that isn't served. */
  async contextOf(host: string, bad?: BadCertificate): Promise<SecureContext | undefined> {
    if (!bad) return this.#contexts.get(host);
    const authority = bad === 'unknown-authority' ? await createAuthority() : this.#authority;
    const name = bad === 'other-host' ? `other.${host}` : host;
    return tls.createSecureContext(await authority.issue([name], bad === 'expired'));
  }
}
