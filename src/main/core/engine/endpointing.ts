/** How long a silence ends a turn, ms. Names and meaning are the protocol's. */
export interface TurnSilence {
  /** Enough where the text reads as a finished sentence. */
  readonly minTurnSilenceMs: number;
  /** Enough in any case. */
  readonly maxTurnSilenceMs: number;
}

export const defaultTurnSilence: TurnSilence = { minTurnSilenceMs: 480, maxTurnSilenceMs: 900 };

/** A turn ends at the next pause once it is this long (the cloud service's bound), ms. */
export const maxTurnMs = 60_000;

/** Whether a text, or a word, ends a sentence. */
export const endsSentence = (text: string): boolean => /[.?!]["'”’]?$/.test(text);

/** Whether a turn with this text is over after this much silence. */
export const turnIsOver = (text: string, silenceMs: number, silence: TurnSilence): boolean =>
  silenceMs >= (endsSentence(text) ? silence.minTurnSilenceMs : silence.maxTurnSilenceMs);
