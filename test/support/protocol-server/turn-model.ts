import { msToSamples, samplesToMs } from '../../../src/shared/audio';
import type { ModelFamily } from '../../../src/shared/speech-models';
import type { HeardWord } from '../coded-audio';

interface Word {
  text: string;
  start: number;
  end: number;
  confidence: number;
  word_is_final: boolean;
}

export interface Turn {
  type: 'Turn';
  turn_order: number;
  turn_is_formatted: boolean;
  end_of_turn: boolean;
  end_of_turn_confidence: number;
  transcript: string;
  utterance: string;
  words: Word[];
  speaker_label?: string;
}

const plain = (word: string): string => word.toLowerCase().replace(/[.,?!]/g, '');

/** How far edge words were measured to reach into silence: the median, samples. */
const absorbed = { early: msToSamples(990), late: msToSamples(240) };

export interface TurnModelOptions {
  formatTurns?: boolean;
  speakerLabels?: boolean;
  /** Whether a turn's edge words reach into the silence around them, as was measured live. */
  absorbsSilence?: boolean;
}

/** Says how a model family tells one session's turns, as the real server does (AssemblyAI's docs, "Turn"). */
export class TurnModel {
  readonly #family: ModelFamily;
  readonly #formats: boolean;
  readonly #labels: boolean;
  readonly #absorbsSilence: boolean;
  #order = 0;
  #words: HeardWord[] = [];
  /** Where the previous turn's last word ended. */
  #previousEnd = 0;

  constructor(
    family: ModelFamily,
    { formatTurns = false, speakerLabels = false, absorbsSilence = false }: TurnModelOptions = {},
  ) {
    this.#family = family;
    this.#formats = formatTurns;
    this.#labels = speakerLabels;
    this.#absorbsSilence = absorbsSilence;
  }

  /** With speaker labels: the speakers as known in the end, where a final had another one. */
  get revision(): object | undefined {
    const revisions = Array.from({ length: this.#order }, (_, order) => order)
      .filter((order) => order % 2 === 0)
      .map((order) => ({ turn_order: order, speaker_label: 'A', words: [] }));
    return this.#labels && revisions.length > 0 ? { type: 'SpeakerRevision', revisions } : undefined;
  }

  get isOpen(): boolean {
    return this.#words.length > 0;
  }

  /** Partials for a new word: first a piece of it, then the whole. */
  hear(word: HeardWord): Turn[] {
    const isFirst = this.#words.length === 0;
    const early =
      this.#absorbsSilence && isFirst ? Math.max(this.#previousEnd, word.start - absorbed.early) : word.start;
    this.#words.push({ ...word, start: early });
    return this.#family === 'pro' ? this.#proPartials() : this.#universalPartials();
  }

  /**
   * The final or, for a formatting Universal session, both finals.
   * @param silentMs silence at the end of what was heard
   */
  endTurn(silentMs: number): Turn[] {
    const last = this.#words.at(-1);
    if (last && this.#absorbsSilence) last.end += Math.min(msToSamples(silentMs), absorbed.late);
    this.#previousEnd = last?.end ?? 0;
    const formatted = this.#words.map(({ text }) => text);
    const finals =
      this.#family === 'pro'
        ? [this.#turn(formatted, true, { final: true })]
        : [
            this.#turn(formatted.map(plain), false, { final: true }),
            ...(this.#formats ? [this.#turn(formatted, true, { final: true })] : []),
          ];
    this.#order += 1;
    this.#words = [];
    return finals;
  }

  /** What can follow the last turn on Terminate. */
  emptyFinal(): Turn {
    return this.#turn([], this.#family === 'pro', { final: true });
  }

  /** The whole turn anew each time: the last word is misheard at first, and corrected by the next message. */
  #proPartials(): Turn[] {
    const texts = this.#words.map(({ text }) => plain(text));
    const last = texts.length - 1;
    const misheard = texts.with(last, `${(texts[last] ?? '').slice(0, 2)}h`);
    return [this.#turn(misheard, true, {}), this.#turn(texts, true, {})];
  }

  /** Words but the last never change, and the last may be a piece; `transcript` has the unchanging ones only. */
  #universalPartials(): Turn[] {
    const texts = this.#words.map(({ text }) => plain(text));
    const last = texts.length - 1;
    const piece = texts.with(last, (texts[last] ?? '').slice(0, 2));
    return [piece, texts].map((words) => {
      const turn = this.#turn(words, false, {});
      turn.words = turn.words.map((word, index) => ({ ...word, word_is_final: index < last }));
      turn.transcript = words.slice(0, last).join(' ');
      return turn;
    });
  }

  #turn(texts: readonly string[], isFormatted: boolean, { final = false }): Turn {
    const words = this.#words.map((word, index) => ({
      text: texts[index] ?? '',
      start: samplesToMs(word.start),
      end: samplesToMs(word.end),
      confidence: 0.9,
      word_is_final: final,
    }));
    return {
      type: 'Turn',
      turn_order: this.#order,
      turn_is_formatted: isFormatted,
      end_of_turn: final,
      end_of_turn_confidence: final ? 1 : 0,
      transcript: texts.join(' '),
      utterance: '',
      words,
      // Every second turn's speaker is known only in the end.
      ...(this.#labels && final && { speaker_label: this.#order % 2 === 0 ? 'PENDING' : 'B' }),
    };
  }
}
