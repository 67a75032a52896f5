import type { Channel } from '../../../shared/audio';
import { toProblem, type Problem } from '../../../shared/problems';
import { zones, type ZoneId } from '../../../shared/zones';
import type { Destination, DestinationOf } from '../captioning/captioning';
import { hostOf } from '../zones/zone-destination';
import type { Clock } from './clock';
import type { StreamingParameters } from './connection-query';
import { NamedTimers } from './named-timers';
import type { OpenSocket } from './open-socket';
import { SessionConnection, type ConnectionEvents } from './session-connection';
import type { SessionEnding } from './session-ending';
import type { SessionLimiter, SessionSlot } from './session-limiter';
import type { SessionTimings } from './session-timings';

export interface SessionConnectorOptions {
  channel: Channel;
  zone: ZoneId;
  /** Asked for when a connection opens. */
  parameters: () => StreamingParameters;
  destinationOf: DestinationOf;
  openSocket: OpenSocket;
  limiter: SessionLimiter;
  clock: Clock;
  timings: SessionTimings;
  appVersion: string;
}

export interface ConnectorEvents {
  /** The address is known. */
  host: (host: string) => void;
  /** The account's limit of new sessions asks for a wait. */
  queued: () => void;
  /** The socket is opening: `opened` gets the connection before any of its events. */
  opened: (connection: SessionConnection) => void;
  /** There is no destination, or its address isn't the zone's. */
  failed: (problem: Problem) => void;
}

/** Whether the server may have counted the session that ended like this against the account's limit. */
const mayCount = (ending: SessionEnding): boolean =>
  ending.by === 'network'
    ? ending.wasReached !== false
    : ending.by === 'http' || ending.by === 'close' || ending.by === 'silence';

/** Opens one connection after the other for a session: asks for the destination, keeps to the account's limit. */
export class SessionConnector {
  readonly #options: SessionConnectorOptions;
  readonly #timers: NamedTimers;
  #slot: SessionSlot | undefined;
  /** Rises with each attempt: what belongs to an earlier one is dropped. */
  #attempt = 0;
  #firstDestination: Destination | undefined;

  constructor(options: SessionConnectorOptions) {
    this.#options = options;
    this.#timers = new NamedTimers(options.clock);
  }

  /**
   * Connects after `delayMs`; an attempt still on its way is dropped.
   * @param fromSample Position of the first audio the connection will get, asked when it opens.
   */
  connect(
    delayMs: number,
    fromSample: () => number,
    events: ConnectorEvents,
    connectionEvents: ConnectionEvents,
  ): void {
    this.cancel();
    const attempt = this.#attempt;
    this.#timers.set('connect', delayMs, () => {
      void this.#destination().then((destination) => {
        if (attempt !== this.#attempt) return;
        if ('code' in destination) events.failed(destination);
        else this.#queue(destination, fromSample, events, connectionEvents);
      });
    });
  }

  /** Drops an attempt on its way, and gives its place in the queue back. */
  cancel(): void {
    this.#attempt += 1;
    this.#timers.cancelAll();
    this.#slot?.release();
    this.#slot = undefined;
  }

  async #destination(): Promise<Destination | Problem> {
    const { destinationOf, zone } = this.#options;
    try {
      const destination = await destinationOf(zone);
      // A person's server may get another address in the settings; audio captured for this one stays with it.
      return zone === 'self-hosted' ? (this.#firstDestination ??= destination) : destination;
    } catch (thrown) {
      return toProblem(thrown);
    }
  }

  #queue(
    destination: Destination,
    fromSample: () => number,
    events: ConnectorEvents,
    connectionEvents: ConnectionEvents,
  ): void {
    events.host(hostOf(destination));
    const { limiter, zone } = this.#options;
    const account = destination.token?.broker ?? destination.authorization;
    const slot = zones[zone].needsKey ? limiter.reserve(account) : undefined;
    this.#slot = slot;
    if (slot && slot.waitMs > 0) events.queued();
    const open = (authorized: Destination): void => {
      this.#slot = undefined;
      this.#open(authorized, fromSample(), slot, events, connectionEvents);
    };
    this.#timers.set('open', slot?.waitMs ?? 0, () => {
      if (!destination.token) return open(destination);
      // A token is good for seconds, so it is asked for when everything else is ready.
      destination.token.mint().then(
        this.#unlessDropped((authorization) => open({ ...destination, authorization })),
        this.#unlessDropped((thrown) => {
          slot?.release();
          events.failed(toProblem(thrown));
        }),
      );
    });
  }

  #unlessDropped<Value>(act: (value: Value) => void): (value: Value) => void {
    const attempt = this.#attempt;
    return (value) => {
      if (attempt === this.#attempt) act(value);
    };
  }

  #open(
    destination: Destination,
    fromSample: number,
    slot: SessionSlot | undefined,
    events: ConnectorEvents,
    connectionEvents: ConnectionEvents,
  ): void {
    try {
      const connection = new SessionConnection(
        { ...this.#options, parameters: this.#options.parameters(), destination, fromSample },
        {
          ...connectionEvents,
          ended: (ending, terminated) => {
            // Where the server never saw this session, it doesn't count. One that broke off in the handshake may.
            if (!mayCount(ending)) slot?.release();
            connectionEvents.ended(ending, terminated);
          },
        },
      );
      events.opened(connection);
    } catch (thrown) {
      slot?.release();
      events.failed(toProblem(thrown));
    }
  }
}
