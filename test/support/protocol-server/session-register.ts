import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../../src/main/core/streaming/clock';
import type { Fault } from './faults';
import { ServerSession } from './server-session';
import type { ServerSocket } from './server-socket';
import { SessionRecord } from './session-record';
import type { SessionRules } from './session-rules';

/** What all hosts of one server share: their scripts, the account's limit, and the record of who received what. */
export class SessionRegister {
  /** Every accepted connection, oldest first. */
  readonly records: SessionRecord[] = [];
  readonly #sessions: ServerSession[] = [];
  readonly #scripts = new Map<string, (readonly Fault[])[]>();

  constructor(
    readonly rules: SessionRules,
    readonly clock: Clock,
  ) {}

  /** Scripts the host's next connection; called again, the one after. */
  script(host: string, faults: readonly Fault[]): void {
    this.#scripts.set(host, [...(this.#scripts.get(host) ?? []), faults]);
  }

  /** What the host's next connection will be done to. */
  upcoming(host: string): readonly Fault[] {
    return this.#scripts.get(host)?.[0] ?? [];
  }

  /** The same; it is then used up. */
  take(host: string): readonly Fault[] {
    return this.#scripts.get(host)?.shift() ?? [];
  }

  /** Serves an upgraded connection. @param key what its Authorization header must hold */
  open(
    socket: ServerSocket,
    host: string,
    headers: IncomingHttpHeaders,
    query: URLSearchParams,
    faults: readonly Fault[],
    key = this.rules.key,
  ): ServerSession {
    const now = this.clock.now();
    const recent = this.records.filter(({ openedAt }) => openedAt > now - 60_000).length;
    const isOverLimit = recent >= this.rules.newSessionsPerMinute;
    const record = new SessionRecord(host, headers, query, now, this.rules.keepsAudio);
    this.records.push(record);
    const session = new ServerSession(
      socket,
      record,
      { ...this.rules, key },
      faults,
      this.clock,
      isOverLimit,
    );
    this.#sessions.push(session);
    return session;
  }

  get openSessions(): number {
    return this.records.filter(({ isOpen }) => isOpen).length;
  }

  /** Breaks one session's connection off. */
  drop(id: string): void {
    this.#sessions.find(({ record }) => record.id === id)?.drop();
  }

  /** Breaks every connection off at once, as a network does. */
  dropAll(): void {
    for (const session of this.#sessions) session.drop();
  }

  /** Dead networks carry packets again: what the client closed meanwhile is now seen closed. */
  thaw(): void {
    for (const session of this.#sessions) session.thaw();
  }
}
