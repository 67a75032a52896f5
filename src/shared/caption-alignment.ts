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
