import type { Word } from './caption-words';

/** Beyond this many comparisons a rewrite is taken word by word instead of aligned. */
const maxComparisons = 250_000;

/** What makes two words the same to a reader: case and punctuation come and go as a recogniser formats. */
const keyOf = ({ text }: Word): string => text.toLowerCase().replace(/[\p{P}\p{S}]/gu, '') || text;

/**
 * Finds for each new word the old one it is or stands for: the same word (longest common subsequence), else the
 * one whose place it takes between two that stayed.
 * @returns for each new word the index of an old one, rising, or undefined for a word that was added
 */
export function alignWords(oldWords: readonly Word[], newWords: readonly Word[]): (number | undefined)[] {
  const before = oldWords.map(keyOf);
  const after = newWords.map(keyOf);
  const pairs = samePairs(before, after);

  const aligned = Array.from<number | undefined>({ length: after.length });
  let [fromOld, fromNew] = [0, 0];
  for (const [atOld, atNew] of [...pairs, [before.length, after.length] as const]) {
    for (let step = 0; fromOld + step < atOld && fromNew + step < atNew; step++) {
      aligned[fromNew + step] = fromOld + step;
    }
    if (atNew < after.length) aligned[atNew] = atOld;
    [fromOld, fromNew] = [atOld + 1, atNew + 1];
  }
  return aligned;
}

/** Index pairs of a longest common subsequence, rising. */
function samePairs(before: readonly string[], after: readonly string[]): (readonly [number, number])[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before.at(-1 - end) === after.at(-1 - end)
  ) {
    end++;
  }
  const head = Array.from({ length: start }, (_, index) => [index, index] as const);
  const tail = Array.from(
    { length: end },
    (_, index) => [before.length - end + index, after.length - end + index] as const,
  );
  const middle = longestCommon(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  );
  return [...head, ...middle.map(([a, b]) => [a + start, b + start] as const), ...tail];
}

/** Longest common subsequence by dynamic programming. */
function longestCommon(before: readonly string[], after: readonly string[]): (readonly [number, number])[] {
  const columns = after.length + 1;
  if (before.length * after.length > maxComparisons) return [];
  // lengths[a * columns + b]: length for before[a…] and after[b…]
  const lengths = new Uint16Array((before.length + 1) * columns);
  const length = (a: number, b: number): number => lengths[a * columns + b] ?? 0;
  for (let a = before.length - 1; a >= 0; a--) {
    for (let b = after.length - 1; b >= 0; b--) {
      lengths[a * columns + b] =
        before[a] === after[b] ? length(a + 1, b + 1) + 1 : Math.max(length(a + 1, b), length(a, b + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let a = 0, b = 0; a < before.length && b < after.length;) {
    if (before[a] === after[b]) pairs.push([a++, b++]);
    else if (length(a + 1, b) >= length(a, b + 1)) a++;
    else b++;
  }
  return pairs;
}

/**
 * Where in a rewritten text those words begin that come after the ones that stand for `kept`: 0 – `words.length`.
 * Compared by letters, not words, because a recogniser joins and splits them (“icecream”, “ice cream”): a word lost
 * here would never be shown.
 */
export function tailIndex(kept: readonly Word[], words: readonly Word[]): number {
  let same = 0;
  while (same < kept.length && same < words.length && isSameWord(kept[same], words[same])) same++;
  if (same === kept.length) return same;
  const keptRest = kept.slice(same).map(keyOf);
  const rest = withinLength(words.slice(same).map(keyOf), maxReplaced(keptRest));
  if (lengthOf(keptRest) * lengthOf(rest) > maxComparisons) return Math.min(kept.length, words.length);
  // Words put in before one that stayed can't be put in any more.
  const [keptLast, last] = samePairs(keptRest, rest).at(-1) ?? [-1, -1];
  return same + last + 1 + replacementCount(keptRest.slice(keptLast + 1), rest.slice(last + 1));
}

/** A word misheard is replaced, not kept beside its correction: about as many words stand for as many. */
const costOfAWord = 0.25;

/** How many of the first words of `rest` stand for `replaced`, none of which stayed. */
function replacementCount(replaced: readonly string[], rest: readonly string[]): number {
  if (replaced.length === 0) return 0;
  const candidates = withinLength(rest, maxReplaced(replaced));
  let best = { count: 0, cost: Infinity };
  prefixDistances(replaced.join(''), candidates).forEach((distance, count) => {
    const length = lengthOf(candidates.slice(0, count));
    const unlike = distance / Math.max(1, length, lengthOf(replaced));
    const cost = unlike + (costOfAWord * Math.abs(count - replaced.length)) / replaced.length;
    if (cost < best.cost) best = { count, cost };
  });
  return best.count;
}

/** Letters that may stand for these words: of many more most would be lost. */
const maxReplaced = (words: readonly string[]): number => 3 * lengthOf(words) + 6;

const lengthOf = (words: readonly string[]): number => words.reduce((sum, word) => sum + word.length, 0);

/** The first of the words, as many as have so many letters together. */
function withinLength(words: readonly string[], letters: number): string[] {
  let length = 0;
  return words.filter((word) => (length += word.length) <= letters);
}

/** Whether a reader takes both for the same word. */
export const isSameWord = (one: Word | undefined, other: Word | undefined): boolean =>
  one !== undefined && other !== undefined && keyOf(one) === keyOf(other);

/** Edit distance of `text` to the first 0, 1, 2 … of `words` joined. */
function prefixDistances(text: string, words: readonly string[]): number[] {
  let row = Array.from({ length: text.length + 1 }, (_, index) => index);
  const distances = [text.length];
  for (const word of words) {
    for (const letter of word) {
      const above = row;
      row = [(above[0] ?? 0) + 1];
      for (let at = 1; at <= text.length; at++) {
        const replace = (above[at - 1] ?? 0) + (text[at - 1] === letter ? 0 : 1);
        row.push(Math.min(replace, (above[at] ?? 0) + 1, (row[at - 1] ?? 0) + 1));
      }
    }
    distances.push(row[text.length] ?? 0);
  }
  return distances;
}
