import type { Channel } from './audio';
import { alignWords, tailIndex } from './caption-alignment';
import { joinWords, splitWords, withoutSentenceEnd, type Word } from './caption-words';
import type { Caption } from './captions';

/**
 * Text for reading: a word appears once it is stable and never changes after. Stable is a word that stands the same
 * in two messages, the second at least {@link stableMs} later and with another word behind it (the last one is often
 * half a word); a final; or one held for {@link longestHoldMs}. Pure: the caller gives the time.
 */
export type ReadingText = ReadonlyMap<string, WaitingTurn>;

interface WaitingTurn {
  /** The turn as heard last. */
  readonly caption: Caption;
  /** Words not shown yet, in the order they are spoken. */
  readonly words: readonly WaitingWord[];
  /**
   * When as many words as that were first waiting, ms on the caller's clock: whatever is heard differently meanwhile, a
   * reader waits for the next word since then. May be longer than `words`: what was taken back keeps its place.
   */
  readonly sinceMs: readonly number[];
}

interface WaitingWord extends Word {
  /** When it was first heard as it is, ms. */
  readonly sameSinceMs: number;
}

/** What a turn shows after an update: `shown` and more. */
interface Reading {
  readonly reading: ReadingText;
  readonly caption: Caption;
}

const stableMs = 300;
/** So that with a timer's delay and a frame a word is on the screen within two seconds. */
export const longestHoldMs = 1_800;

export const noReadingText: ReadingText = new Map();

const keyOf = ({ channel, turn }: { channel: Channel; turn: number }): string => `${channel}-${String(turn)}`;

/**
 * Takes a message in.
 * @param shown what the turn shows already: it stays, whatever the message has in its place
 * @returns the turn with the text to show
 */
export function hear(reading: ReadingText, shown: readonly Word[], caption: Caption, nowMs: number): Reading {
  const words = splitWords(caption.final ? caption.text : withoutSentenceEnd(caption.text), Infinity);
  const tail = words.slice(tailIndex(shown, words));
  if (caption.final) {
    const others = new Map(reading);
    others.delete(keyOf(caption));
    return { reading: others, caption: { ...caption, text: joinWords([...shown, ...tail]) } };
  }
  const turn = waitFor(reading.get(keyOf(caption)), caption, tail, nowMs);
  const last = tail.length - 1;
  const unstable = turn.words.findIndex(
    ({ sameSinceMs }, index) => index === last || nowMs - sameSinceMs < stableMs,
  );
  return release(reading, shown, turn, Math.max(0, unstable), nowMs);
}

/** Shows what has been held for the longest time allowed; `shownOf` tells what a turn shows already. */
export function showDue(
  reading: ReadingText,
  shownOf: (caption: Caption) => readonly Word[],
  nowMs: number,
): { reading: ReadingText; captions: Caption[] } {
  const captions: Caption[] = [];
  let next = reading;
  for (const turn of reading.values()) {
    if (overdue(turn, nowMs) === 0) continue;
    const after = release(next, shownOf(turn.caption), turn, 0, nowMs);
    captions.push(after.caption);
    next = after.reading;
  }
  return { reading: next, captions };
}

/** When {@link showDue} has something to show, ms on the caller's clock; undefined while nothing waits. */
export function nextDueMs(reading: ReadingText): number | undefined {
  const since = [...reading.values()].flatMap(({ words, sinceMs }) => sinceMs.slice(0, words.length));
  return since.length === 0 ? undefined : Math.min(...since) + longestHoldMs;
}

/** A turn with the words heard after those shown. */
function waitFor(
  before: WaitingTurn | undefined,
  caption: Caption,
  tail: readonly Word[],
  nowMs: number,
): WaitingTurn {
  const known = before?.words ?? [];
  const places = alignWords(known, tail);
  const words = tail.map((word, index) => {
    const same = known[places[index] ?? -1];
    return { ...word, sameSinceMs: same?.text === word.text ? same.sameSinceMs : nowMs };
  });
  const sinceMs = [...(before?.sinceMs ?? [])];
  while (sinceMs.length < words.length) sinceMs.push(nowMs);
  return { caption, words, sinceMs };
}

/** How many of the waiting words were held for the longest time. */
const overdue = ({ words, sinceMs }: WaitingTurn, nowMs: number): number =>
  sinceMs.slice(0, words.length).findLastIndex((since) => nowMs - since >= longestHoldMs) + 1;

/** Shows the first `count` waiting words, or more if they are overdue. */
function release(
  reading: ReadingText,
  shown: readonly Word[],
  turn: WaitingTurn,
  count: number,
  nowMs: number,
): Reading {
  const { caption, words, sinceMs } = turn;
  const shownNow = Math.max(count, overdue(turn, nowMs));
  const left = { caption, words: words.slice(shownNow), sinceMs: sinceMs.slice(shownNow) };
  return {
    reading: new Map(reading).set(keyOf(caption), left),
    caption: { ...caption, text: joinWords([...shown, ...words.slice(0, shownNow)]) },
  };
}
