import type { Caption } from '../../../shared/captions';

/**
 * Every limit of the echo filter. The microphone hears the loudspeakers some milliseconds late (measured by others:
 * about 3), so an echo lies on top of what it repeats; word times are only good to some tenths of a second. A person
 * who repeats a phrase can begin no sooner than it has ended.
 */
export const echoLimits = {
  /** Shorter turns stay: “yes, exactly” is said by both sides. */
  minWords: 4,
  /** Share of the turn's words that the others must have said. */
  matchedShare: 0.85,
  /** Share of the others' words in that stretch that the microphone must have caught. */
  caughtShare: 0.6,
  /** A word and its copy are no further apart, ms. */
  maxLagMs: 2_000,
  /** The usual (median) distance of words and copies, as a share of the length of what is repeated… */
  lagShare: 0.6,
  /** …or this where that is more, ms. */
  minLagMs: 500,
  /** Last words of a partial that may still be misheard, or that the others' recogniser hasn't told yet. */
  unsureWords: 3,
  /** How long a final of “You” waits for the others' recogniser, ms of wall time. */
  holdMs: 2_000,
  /** The end of an unfinished turn may still be rewritten: what it says of its last part doesn't decide, ms. */
  unsureMs: 1_000,
  /** How far back the others' words are kept, ms. */
  keepMs: 60_000,
} as const;

/** A word in the form it is compared in. */
export interface TimedWord {
  text: string;
  /** Where it ends on the conversation's clock, ms; an estimate. */
  atMs: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Words of a text, also where no spaces part them, without case and punctuation. */
const wordsOf = (text: string): string[] =>
  [...segmenter.segment(text.normalize('NFKC').toLowerCase())]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment.replaceAll('’', "'"));

/**
 * The words of a turn with their times. A caption tells only where it begins and ends, but it grows: a word ends about
 * where the first caption that had it ended.
 * @param known the same for the turn's caption before
 */
export const timeWords = (
  known: readonly TimedWord[],
  { text, startMs, endMs }: Pick<Caption, 'text' | 'startMs' | 'endMs'>,
): TimedWord[] => {
  const words = wordsOf(text);
  const kept = Math.min(known.length, words.length);
  const from = Math.min(known[kept - 1]?.atMs ?? startMs, endMs);
  const step = (endMs - from) / Math.max(1, words.length - kept);
  return words.map((word, index) => ({
    text: word,
    atMs: known[index]?.atMs ?? from + step * (index - kept + 1),
  }));
};

/** Whether all that was heard of You is a copy of what the others said at that time. Both in the order of time. */
export const isEcho = (
  you: readonly TimedWord[],
  others: readonly TimedWord[],
  minWords: number = echoLimits.minWords,
): boolean => {
  const [first] = you;
  const last = you.at(-1);
  if (!first || !last || you.length < minWords) return false;
  const { maxLagMs, lagShare, minLagMs, matchedShare, caughtShare } = echoLimits;
  const near = others.filter(({ atMs }) => atMs >= first.atMs - maxLagMs && atMs <= last.atMs + maxLagMs);
  const alignment = align(you, near);
  if (!alignment) return false;
  const { lags, substituted, missed, isInterrupted } = alignment;
  const lag = lags.toSorted((a, b) => a - b)[lags.length >> 1] ?? Infinity;
  return (
    !isInterrupted &&
    1 - substituted / you.length >= matchedShare &&
    lags.length / (lags.length + substituted + missed) >= caughtShare &&
    lag <= Math.max(minLagMs, lagShare * (last.atMs - first.atMs))
  );
};

/** The same of a turn that is still being heard: its last words don't count where they don't fit. */
export const isEchoSoFar = (
  you: readonly TimedWord[],
  others: readonly TimedWord[],
  minWords: number,
): boolean => {
  for (let unsure = 0; unsure <= echoLimits.unsureWords && unsure < you.length; unsure++) {
    if (isEcho(you.slice(0, you.length - unsure), others, minWords)) return true;
  }
  return false;
};

interface Alignment {
  /** Distance in time of each word from its copy, ms. */
  lags: number[];
  /** Words of You in the place of another word of the others. */
  substituted: number;
  /** Words of the others, between the first and the last copy, that You lacks. */
  missed: number;
  /** Two or more words in a row are not the others': somebody spoke in between. */
  isInterrupted: boolean;
}

/** How a step of the alignment consumes words of You and of the others, and what it costs. */
interface Step {
  you: 0 | 1 | 2;
  others: 0 | 1 | 2;
  cost: number;
}

/**
 * The cheapest way to lay You's words over a stretch of the others', in order. Every word of You takes the place of
 * one of the others' — a word more than they said is somebody's own — and the first and the last must be theirs:
 * an answer stands before or after what it answers. Undefined where there is none.
 */
const align = (you: readonly TimedWord[], others: readonly TimedWord[]): Alignment | undefined => {
  const columns = others.length + 1;
  const costs = new Float64Array((you.length + 1) * columns).fill(Infinity);
  const steps = new Map<number, Step>();
  costs.fill(0, 0, columns);
  for (let i = 1; i <= you.length; i++) {
    for (let j = 1; j < columns; j++) {
      for (const step of stepsTo(you, i, others, j)) {
        const cost = (costs[(i - step.you) * columns + j - step.others] ?? Infinity) + step.cost;
        if (cost >= (costs[i * columns + j] ?? Infinity)) continue;
        costs[i * columns + j] = cost;
        steps.set(i * columns + j, step);
      }
    }
  }
  const ends = costs.subarray(you.length * columns);
  const least = Math.min(...ends);
  return least === Infinity ? undefined : follow(you, others, steps, ends.indexOf(least));
};

const missedCost = 0.5;

const stepsTo = (
  you: readonly TimedWord[],
  i: number,
  others: readonly TimedWord[],
  j: number,
): readonly Step[] => {
  const [mine, mineBefore] = [you[i - 1], you[i - 2]];
  const [theirs, theirsBefore] = [others[j - 1], others[j - 2]];
  if (!mine || !theirs || Math.abs(mine.atMs - theirs.atMs) > echoLimits.maxLagMs) return [];
  const missed: Step = { you: 0, others: 1, cost: missedCost };
  // Recognisers disagree on what is one word: “every one”, “everyone”.
  if (mineBefore && mineBefore.text + mine.text === theirs.text)
    return [missed, { you: 2, others: 1, cost: 0 }];
  if (theirsBefore && theirsBefore.text + theirs.text === mine.text)
    return [missed, { you: 1, others: 2, cost: 0 }];
  if (isSame(mine.text, theirs.text)) return [missed, { you: 1, others: 1, cost: 0 }];
  return i === 1 || i === you.length ? [missed] : [missed, { you: 1, others: 1, cost: 1 }];
};

/** A copy is clipped more often than it is misheard: one word may be the beginning or the end of the other. */
const isSame = (one: string, other: string): boolean => {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 4 && (long.startsWith(short) || long.endsWith(short));
};

/** Reads the steps back from You's last word. */
const follow = (
  you: readonly TimedWord[],
  others: readonly TimedWord[],
  steps: ReadonlyMap<number, Step>,
  end: number,
): Alignment => {
  const alignment: Alignment = { lags: [], substituted: 0, missed: 0, isInterrupted: false };
  let wasSubstituted = false;
  for (let i = you.length, j = end; i > 0;) {
    const step = steps.get(i * (others.length + 1) + j);
    if (!step) break;
    const [mine, theirs] = [you[i - 1], others[j - 1]];
    if (step.you === 0) alignment.missed += 1;
    else if (step.cost === 0 && mine && theirs) {
      for (let word = 0; word < step.you; word++) alignment.lags.push(Math.abs(mine.atMs - theirs.atMs));
      wasSubstituted = false;
    } else {
      alignment.substituted += 1;
      alignment.isInterrupted ||= wasSubstituted;
      wasSubstituted = true;
    }
    i -= step.you;
    j -= step.others;
  }
  return alignment;
};
