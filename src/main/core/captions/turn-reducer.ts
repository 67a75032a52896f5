import type { Channel } from '../../../shared/audio';
import type { Caption, SpeakerChange } from '../../../shared/captions';
import type { ModelFamily } from '../../../shared/speech-models';
import type { SpeakerRevisionMessage, TurnMessage } from '../streaming/server-message';

/** A turn on screen that has no final yet. */
interface OpenTurn {
  /** The streaming session (one channel, one zone) it belongs to. */
  session: number;
  /** The connection that tells it; undefined after that connection broke: a replay will tell it anew. */
  connection: number | undefined;
  /** The server's own number, restarting with each connection. */
  order: number;
  /** Universal models: the unformatted final has come, the formatted one is awaited. */
  ended: boolean;
  /** Audio before this is told by it, ms. */
  coveredMs: number;
  caption: Caption;
}

/** A turn that had its final, whose speaker the server may still correct. */
interface LabelledTurn {
  connection: number;
  order: number;
  turn: number;
  speaker: string | undefined;
}

/** One channel's turns, over all its sessions and connections. */
export interface TurnsState {
  readonly channel: Channel;
  /** Next app turn id. */
  readonly nextTurn: number;
  readonly open: readonly OpenTurn[];
  /** Last turn order that had its final, per connection. */
  readonly committed: ReadonlyMap<number, number>;
  /** The last finals that came with a speaker's label, known or pending. */
  readonly labelled: readonly LabelledTurn[];
}

/** Times are ms on the channel's clock, not yet rounded. */
export type TurnEvent =
  | {
      type: 'turn';
      session: number;
      connection: number;
      family: ModelFamily;
      /** Whether a formatted final follows a Universal model's raw one. */
      formats: boolean;
      message: TurnMessage;
      /** Of the speech itself. */
      startMs: number;
      endMs: number;
      /** Audio before this is told by the turn: the server's own end of its last word. */
      coveredMs: number;
      latencyMs?: number | undefined;
    }
  /** The formatted final did not come in time: the unformatted one counts. */
  | { type: 'overdue'; connection: number; order: number }
  /** A connection is gone; a replay will tell its unfinished turns anew. */
  | { type: 'lost'; connection: number }
  /** Other speakers for turns that were told by this connection. */
  | { type: 'revision'; connection: number; message: SpeakerRevisionMessage }
  /** The server heard the audio up to here and has no turn open. */
  | { type: 'quiet'; session: number; untilMs: number }
  /** A session is over: what is on screen stays. */
  | { type: 'over'; session: number };

/** A server's Turn on the channel's clock. */
export type HeardTurn = Extract<TurnEvent, { type: 'turn' }>;

export interface TurnsStep {
  state: TurnsState;
  captions: Caption[];
  /** Speakers of turns that had their final. */
  speakers?: SpeakerChange[];
  /** Audio before this is covered by a final, ms. */
  settledMs?: number;
}

export const noTurns = (channel: Channel): TurnsState => ({
  channel,
  nextTurn: 1,
  open: [],
  committed: new Map(),
  labelled: [],
});

/**
 * What a person reads of a Turn. Pro models send the whole turn in `transcript` each time, but sometimes only words;
 * Universal partials hold the settled words only, while `words` also has the one being spoken.
 */
export const textOf = ({ transcript, words, end_of_turn }: TurnMessage, family: ModelFamily): string => {
  const spoken = (words ?? []).map(({ text }) => text).join(' ');
  const prefersWords = family === 'universal' && !end_of_turn;
  return ((prefersWords ? spoken || transcript : transcript || spoken) ?? '').trim();
};

/** True for the first of a Universal model's two finals. A missing flag doesn't promise a second one. */
export const awaitsFormatting = ({ family, formats, message }: HeardTurn): boolean =>
  family === 'universal' && formats && message.end_of_turn && message.turn_is_formatted === false;

/** Turns server messages of both model families into captions. Pure; one final per turn, whatever the server repeats. */
export const reduceTurns = (state: TurnsState, event: TurnEvent): TurnsStep => {
  switch (event.type) {
    case 'turn':
      return reduceTurn(state, event);
    case 'overdue':
      return commit(state, (turn) => turn.connection === event.connection && turn.order <= event.order);
    case 'lost': {
      const step = commit(state, (turn) => turn.connection === event.connection && turn.ended);
      const open = step.state.open.map((turn) =>
        turn.connection === event.connection ? { ...turn, connection: undefined } : turn,
      );
      return { ...step, state: { ...step.state, open } };
    }
    case 'revision':
      return revise(state, event.connection, event.message);
    case 'quiet':
      return dropOrphans(state, event.session, event.untilMs);
    case 'over':
      return commit(state, (turn) => turn.session === event.session);
  }
};

/** No server skips so many turns: a number beyond is garbage, and believing it would silence all turns after. */
const mostSkipped = 1_000;
/** Finals kept for a revision; the server revises turns of the last minutes, and once more at the end. */
const mostLabelled = 5_000;

const reduceTurn = (state: TurnsState, event: HeardTurn): TurnsStep => {
  const { session, connection, family, message } = event;
  const order = message.turn_order;
  const last = state.committed.get(connection) ?? -1;
  if (order <= last || order > last + mostSkipped) return { state, captions: [] };

  // A later turn means the earlier ones are over, unless only their formatting is awaited.
  const overtaken = commit(
    state,
    (turn) => turn.connection === connection && turn.order < order && (!turn.ended || message.end_of_turn),
  );
  const known =
    overtaken.state.open.find((turn) => turn.connection === connection && turn.order === order) ??
    overtaken.state.open.find((turn) => turn.session === session && turn.connection === undefined);
  const isContinued = known?.connection === connection;

  let text = textOf(message, family);
  // An empty last final (sent on Terminate) takes nothing back from a model whose words are immutable.
  if (!text && isContinued && (family === 'universal' || !message.end_of_turn)) text = known.caption.text;
  if (!text && !isContinued) return overtaken;

  const hasTimes = (message.words ?? []).length > 0;
  const final = message.end_of_turn && !awaitsFormatting(event);
  const keepsTimes = isContinued && !hasTimes;
  const coveredMs = keepsTimes ? known.coveredMs : event.coveredMs;
  const speaker = speakerOf(message) ?? (isContinued ? known.caption.speaker : undefined);
  const caption: Caption = {
    channel: state.channel,
    turn: known?.caption.turn ?? overtaken.state.nextTurn,
    text,
    final: false,
    startMs: keepsTimes ? known.caption.startMs : Math.round(event.startMs),
    endMs: keepsTimes ? known.caption.endMs : Math.round(event.endMs),
    ...(speaker !== undefined && { speaker }),
    ...(event.latencyMs !== undefined && { latencyMs: event.latencyMs }),
  };
  const turn: OpenTurn = { session, connection, order, ended: message.end_of_turn, coveredMs, caption };
  const open = [...overtaken.state.open.filter((other) => other !== known), turn];
  const nextTurn = Math.max(overtaken.state.nextTurn, caption.turn + 1);
  const shown = { ...overtaken.state, open, nextTurn };
  if (!final) return { ...overtaken, state: shown, captions: [...overtaken.captions, caption] };

  const committed = commit(message.speaker_label ? label(shown, turn) : shown, (other) => other === turn);
  // What a lost connection had shown before this point was heard again: leftovers came to nothing.
  const cleared = dropOrphans(committed.state, session, coveredMs);
  return {
    state: cleared.state,
    captions: [...overtaken.captions, ...committed.captions, ...cleared.captions],
    settledMs: coveredMs,
  };
};

/** Labels the server gives while it doesn't know yet. */
const unknownSpeakers = new Set(['PENDING', 'UNKNOWN']);

const speakerOf = ({ speaker_label }: Pick<TurnMessage, 'speaker_label'>): string | undefined =>
  speaker_label && !unknownSpeakers.has(speaker_label) ? speaker_label : undefined;

const label = (state: TurnsState, { connection, order, caption }: OpenTurn): TurnsState =>
  connection === undefined || caption.text === ''
    ? state
    : {
        ...state,
        labelled: [
          ...state.labelled.slice(-mostLabelled),
          { connection, order, turn: caption.turn, speaker: caption.speaker },
        ],
      };

/** Names other speakers for turns that had their final; one still open is named by its own next message. */
const revise = (state: TurnsState, connection: number, { revisions }: SpeakerRevisionMessage): TurnsStep => {
  const told = new Map<number, string>();
  for (const revision of revisions) {
    const speaker = revision && speakerOf(revision);
    if (speaker) told.set(revision.turn_order, speaker);
  }
  const speakers: SpeakerChange[] = [];
  const labelled = state.labelled.map((turn) => {
    const speaker = turn.connection === connection ? told.get(turn.order) : undefined;
    if (speaker === undefined || speaker === turn.speaker) return turn;
    speakers.push({ channel: state.channel, turn: turn.turn, speaker });
    return { ...turn, speaker };
  });
  return { state: { ...state, labelled }, captions: [], speakers };
};

/** Makes the chosen turns final with the text they show. */
const commit = (state: TurnsState, chosen: (turn: OpenTurn) => boolean): TurnsStep => {
  const turns = state.open.filter(chosen);
  if (turns.length === 0) return { state, captions: [] };
  const committed = new Map(state.committed);
  for (const { connection, order } of turns) {
    if (connection !== undefined) {
      committed.set(connection, Math.max(order, committed.get(connection) ?? -1));
    }
  }
  return {
    state: { ...state, open: state.open.filter((turn) => !turns.includes(turn)), committed },
    captions: turns.map(({ caption }) => ({ ...caption, final: true })),
    settledMs: Math.max(...turns.map(({ coveredMs }) => coveredMs)),
  };
};

/** Turns of a lost connection that the replay did not tell again: final, with empty text. */
const dropOrphans = (state: TurnsState, session: number, untilMs: number): TurnsStep => {
  const isOrphan = (turn: OpenTurn): boolean =>
    turn.session === session && turn.connection === undefined && turn.coveredMs <= untilMs;
  const orphans = state.open.filter(isOrphan);
  return {
    state: { ...state, open: state.open.filter((turn) => !isOrphan(turn)) },
    captions: orphans.map(({ caption }) => ({ ...caption, text: '', final: true })),
  };
};
