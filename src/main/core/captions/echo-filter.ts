import type { Caption } from '../../../shared/captions';
import type { Clock } from '../streaming/clock';
import { echoLimits, isEcho, isEchoSoFar, timeWords, type TimedWord } from './echo-match';

export interface EchoFilterOptions {
  clock: Clock;
  /** Whether the others are being captioned, so that a copy of their words may come. */
  hasOthers: () => boolean;
  /** Gets every caption that is to be shown, at most one final a turn. */
  emit: (caption: Caption) => void;
}

/** A turn of the microphone that has no final yet, or whose final waits. */
interface YouTurn {
  caption: Caption;
  words: TimedWord[];
  /** Number under which it is on the screen; undefined while it isn't. */
  shownAs: number | undefined;
  /** It turned out to be more than an echo: not taken from the screen again before its final. */
  isRevived: boolean;
  wasHidden: boolean;
  /** Its final has waited long enough. */
  isDue: boolean;
  cancelHold: () => void;
}

interface OthersTurn {
  words: TimedWord[];
  endMs: number;
  final: boolean;
}

/**
 * Keeps out of “You” what the microphone hears of the loudspeakers. Stands between the turns of both channels and what
 * is shown; only ever takes from “You”, and only what the others said at that very time (see echo-match.ts).
 *
 * A partial that so far is a copy isn't shown. One that was shown before the others' recogniser had the words gets a
 * final with empty text. If it goes on with words of its own, the whole of it appears, under a new number. A final
 * that came before the others' is shown at once but stays unfinished until theirs is there, or for `holdMs`.
 */
export class EchoFilter {
  readonly #options: EchoFilterOptions;
  /** By the number the turn came with. */
  readonly #you = new Map<number, YouTurn>();
  /** Turns whose final came, in that order, before it could be told whether they are an echo. */
  readonly #held: number[] = [];
  /** Finished turns of the microphone: their number on the screen, null for an echo. */
  readonly #finished = new Map<number, number | null>();
  readonly #others = new Map<number, OthersTurn>();
  #nextTurn = 1;

  constructor(options: EchoFilterOptions) {
    this.#options = options;
  }

  /** Takes a caption of either channel, in the order they come. */
  take(caption: Caption): void {
    if (caption.channel === 'you') this.#takeYou(caption);
    else this.#takeOthers(caption);
  }

  /** Nothing more will come: what waits is finished as it is. */
  flush(): void {
    for (const turn of [...this.#held]) this.#finish(turn);
  }

  #takeOthers(caption: Caption): void {
    this.#options.emit(caption);
    const { turn, endMs, final } = caption;
    if (final && caption.text === '') this.#others.delete(turn);
    else {
      this.#others.set(turn, {
        words: timeWords(this.#others.get(turn)?.words ?? [], caption),
        endMs,
        final,
      });
    }
    for (const [number, other] of this.#others) {
      if (other.endMs < endMs - echoLimits.keepMs) this.#others.delete(number);
    }
    const words = this.#othersWords();
    for (const number of [...this.#you.keys()]) {
      if (!this.#held.includes(number)) this.#judgePartial(number, words);
      else if (this.#isEcho(number, words)) this.#withdraw(number, true);
    }
    this.#release();
  }

  #takeYou(caption: Caption): void {
    const finishedAs = this.#finished.get(caption.turn);
    if (finishedAs !== undefined) {
      if (finishedAs !== null) this.#options.emit({ ...caption, turn: finishedAs });
      return;
    }
    const known = this.#you.get(caption.turn);
    const words = timeWords(known?.words ?? [], caption);
    const turn: YouTurn = known
      ? Object.assign(known, { caption, words })
      : {
          caption,
          words,
          shownAs: undefined,
          isRevived: false,
          wasHidden: false,
          isDue: false,
          cancelHold: () => undefined,
        };
    this.#you.set(caption.turn, turn);
    if (!caption.final) {
      if (this.#judgePartial(caption.turn, this.#othersWords())) this.#show(turn);
    } else if (caption.text === '' || this.#isEcho(caption.turn, this.#othersWords())) {
      this.#withdraw(caption.turn, true);
    } else {
      this.#hold(caption.turn, turn);
      this.#release();
    }
  }

  /** Hides a partial that is an echo so far and shows one that is no longer. Returns whether it is to be seen. */
  #judgePartial(number: number, others: readonly TimedWord[]): boolean {
    const turn = this.#you.get(number);
    if (!turn) return false;
    if (turn.isRevived) return true;
    const isShown = turn.shownAs !== undefined;
    // One word at the same time is enough not to show it yet, but not to take it away.
    if (isEchoSoFar(turn.words, others, isShown ? echoLimits.minWords : 1)) {
      this.#withdraw(number, false);
      return false;
    }
    if (turn.wasHidden && !isShown) {
      turn.isRevived = true;
      this.#show(turn);
      return false;
    }
    return true;
  }

  #isEcho(number: number, others: readonly TimedWord[]): boolean {
    return isEcho(this.#you.get(number)?.words ?? [], others);
  }

  /** Lets a final wait, in sight, where the others' recogniser may still bring the same words. */
  #hold(number: number, turn: YouTurn): void {
    this.#held.push(number);
    const mayBeEcho =
      this.#options.hasOthers() &&
      turn.words.length >= echoLimits.minWords &&
      !this.#othersAreToldUntil(turn.caption.endMs);
    if (!mayBeEcho) turn.isDue = true;
    else {
      turn.cancelHold = this.#options.clock.after(echoLimits.holdMs, () => {
        turn.isDue = true;
        this.#release();
      });
    }
    // One that fits but for its last words waits out of sight: theirs are probably on the way.
    const isHidden =
      turn.shownAs === undefined && isEchoSoFar(turn.words, this.#othersWords(), echoLimits.minWords);
    // Finals keep their order, so one may also wait for the one before.
    const waits = mayBeEcho || this.#held[0] !== number;
    if (waits && !isHidden) this.#show(turn);
  }

  /** Finishes what waits, from the front, as far as it is decided. */
  #release(): void {
    for (const number of [...this.#held]) {
      const turn = this.#you.get(number);
      if (turn && !turn.isDue && !this.#othersAreToldUntil(turn.caption.endMs)) return;
      this.#finish(number);
    }
  }

  #finish(number: number): void {
    const turn = this.#you.get(number);
    if (!turn) return;
    const shownAs = (turn.shownAs ??= this.#nextTurn++);
    this.#end(number, turn, shownAs);
    this.#options.emit({ ...turn.caption, turn: shownAs });
  }

  #show(turn: YouTurn): void {
    turn.shownAs ??= this.#nextTurn++;
    this.#options.emit({ ...turn.caption, turn: turn.shownAs, final: false });
  }

  /** Takes a turn from the screen: for good, or until it turns out to be more than an echo. */
  #withdraw(number: number, forGood: boolean): void {
    const turn = this.#you.get(number);
    if (!turn) return;
    const { shownAs } = turn;
    turn.shownAs = undefined;
    turn.wasHidden = true;
    if (forGood) this.#end(number, turn, null);
    if (shownAs !== undefined) this.#options.emit({ ...turn.caption, turn: shownAs, text: '', final: true });
  }

  #end(number: number, turn: YouTurn, finishedAs: number | null): void {
    turn.cancelHold();
    this.#you.delete(number);
    this.#finished.set(number, finishedAs);
    const held = this.#held.indexOf(number);
    if (held >= 0) this.#held.splice(held, 1);
  }

  #othersWords(): TimedWord[] {
    return [...this.#others.values()].flatMap(({ words }) => words).sort((a, b) => a.atMs - b.atMs);
  }

  /** Whether what the others said up to here is known for good. */
  #othersAreToldUntil(ms: number): boolean {
    return [...this.#others.values()].some(
      ({ endMs, final }) => (final ? endMs : endMs - echoLimits.unsureMs) >= ms,
    );
  }
}
