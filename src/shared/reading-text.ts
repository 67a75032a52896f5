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
}

interface WaitingWord extends Word {
  /** When a word was first heard at this place, ms on the caller's clock. */
  readonly sinceMs: number;
  /** When it was first heard as it is. */
  readonly sameSinceMs: number;
  /** Whether the newest message still has it; one left out keeps its place and time in case it comes back. */
  readonly heard: boolean;
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
  const waiting = waitFor(reading.get(keyOf(caption))?.words ?? [], tail, nowMs);
  const last = waiting.findLastIndex(({ heard }) => heard);
  const unstable = waiting.findIndex(
    ({ sameSinceMs }, index) => index >= last || nowMs - sameSinceMs < stableMs,
  );
  return release(reading, shown, { caption, words: waiting }, Math.max(0, unstable), nowMs);
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
    const due = turn.words.some(({ heard, sinceMs }) => heard && nowMs - sinceMs >= longestHoldMs);
    if (!due) continue;
    const after = release(next, shownOf(turn.caption), turn, 0, nowMs);
    captions.push(after.caption);
    next = after.reading;
  }
  return { reading: next, captions };
}

/** When {@link showDue} has something to show, ms on the caller's clock; undefined while nothing waits. */
export function nextDueMs(reading: ReadingText): number | undefined {
  const since = [...reading.values()].flatMap(({ words }) =>
    words.filter(({ heard }) => heard).map(({ sinceMs }) => sinceMs),
  );
  return since.length === 0 ? undefined : Math.min(...since) + longestHoldMs;
}

/** The words heard after those shown, each with the time of the one it is or replaces. */
function waitFor(before: readonly WaitingWord[], tail: readonly Word[], nowMs: number): WaitingWord[] {
  const aligned = alignWords(before, tail);
  const words = tail.map((word, index): WaitingWord => {
    const same = before[aligned[index] ?? -1];
    return {
      ...word,
      sinceMs: same?.sinceMs ?? nowMs,
      sameSinceMs: same?.heard && same.text === word.text ? same.sameSinceMs : nowMs,
      heard: true,
    };
  });
  const left = before.slice((aligned.findLast((index) => index !== undefined) ?? -1) + 1);
  return [...words, ...left.map((word) => ({ ...word, heard: false }))];
}

/** Shows the first `count` waiting words, and all up to the last that was held too long. */
function release(
  reading: ReadingText,
  shown: readonly Word[],
  { caption, words }: WaitingTurn,
  count: number,
  nowMs: number,
): Reading {
  const overdue = words.findLastIndex(({ heard, sinceMs }) => heard && nowMs - sinceMs >= longestHoldMs) + 1;
  const shownNow = Math.max(count, overdue);
  return {
    reading: new Map(reading).set(keyOf(caption), { caption, words: words.slice(shownNow) }),
    caption: { ...caption, text: joinWords([...shown, ...words.slice(0, shownNow)]) },
  };
}
