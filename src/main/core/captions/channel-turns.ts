import type { Channel } from '../../../shared/audio';
import type { Caption, SpeakerChange } from '../../../shared/captions';
import { noTurns, reduceTurns, type TurnEvent, type TurnsState } from './turn-reducer';

/** Holds one channel's turns and hands on each caption, and each speaker of a final caption, that changes. */
export class ChannelTurns {
  readonly #onCaption: (caption: Caption) => void;
  readonly #onSpeaker: (change: SpeakerChange) => void;
  #state: TurnsState;
  #sessions = 0;
  #connections = 0;

  constructor(
    channel: Channel,
    onCaption: (caption: Caption) => void,
    onSpeaker: (change: SpeakerChange) => void = () => undefined,
  ) {
    this.#state = noTurns(channel);
    this.#onCaption = onCaption;
    this.#onSpeaker = onSpeaker;
  }

  /** A number for a new streaming session, unlike any other of this channel. */
  newSession(): number {
    return ++this.#sessions;
  }

  /** A number for a new connection, unlike any other of this channel. */
  newConnection(): number {
    return ++this.#connections;
  }

  /** Applies an event. Returns the position before which audio is settled by a final, ms, where that moved. */
  apply(event: TurnEvent): number | undefined {
    const { state, captions, speakers = [], settledMs } = reduceTurns(this.#state, event);
    this.#state = state;
    for (const caption of captions) this.#onCaption(caption);
    for (const change of speakers) this.#onSpeaker(change);
    return settledMs;
  }

  /** Whether this connection is in the middle of telling a turn. */
  isTelling(connection: number): boolean {
    return this.#state.open.some((turn) => turn.connection === connection);
  }
}
