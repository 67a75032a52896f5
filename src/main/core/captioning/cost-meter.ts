import type { SessionCost } from '../../../shared/captioning-status';
import { usdPerOpenHour } from '../../../shared/speech-models';
import { zones } from '../../../shared/zones';
import type { OpenSocket } from '../streaming/open-socket';

const hourMs = 3_600_000;

/** A session that AssemblyAI counts: from the upgrade until the socket is closed. */
interface PricedSession {
  usdPerHour: number | undefined;
  openedAt: number;
  closedAt: number | undefined;
}

/** Estimates what a conversation costs. It watches the sockets, since a session is billed by the time it is open. */
export class CostMeter {
  readonly #now: () => number;
  readonly #sessions: PricedSession[] = [];

  /** @param now a clock that never jumps, ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The same opener, but watched. Own servers and this device have no price. */
  metered(openSocket: OpenSocket): OpenSocket {
    return (destination, query, events) => {
      if (!zones[destination.zone].needsKey) return openSocket(destination, query, events);
      let session: PricedSession | undefined;
      return openSocket(destination, query, {
        ...events,
        open: (peer) => {
          const usdPerHour = usdPerOpenHour(query.get('speech_model') ?? '', Object.fromEntries(query));
          session = { usdPerHour, openedAt: this.#now(), closedAt: undefined };
          this.#sessions.push(session);
          events.open(peer);
        },
        ended: (ending) => {
          if (session) session.closedAt = this.#now();
          events.ended(ending);
        },
      });
    };
  }

  /** Cost until now; undefined where nothing has been opened that is paid for, or a price isn't known. */
  get cost(): SessionCost | undefined {
    if (this.#sessions.length === 0) return undefined;
    const cost: SessionCost = { openMs: 0, usd: 0 };
    for (const { usdPerHour, openedAt, closedAt = this.#now() } of this.#sessions) {
      if (usdPerHour === undefined) return undefined;
      cost.openMs += closedAt - openedAt;
      cost.usd += ((closedAt - openedAt) / hourMs) * usdPerHour;
    }
    return cost;
  }
}
