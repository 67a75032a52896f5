/** A piece of subtitle: at most {@link maxLines} lines, shown from `startMs` to `endMs`. */
export interface Cue {
  startMs: number;
  endMs: number;
  lines: string[];
}

/** What a viewer can read: the limits common to subtitling guidelines. */
export const maxLines = 2;
export const maxColumns = 42;
export const minCueMs = 1000;
export const maxCueMs = 7000;

/** What is split: one caption, and where the next one of the same speaker begins. */
export interface TimedText {
  text: string;
  startMs: number;
  endMs: number;
}

/**
 * Splits a turn into cues a viewer can read. Each piece gets the share of the turn's time that its characters have of
 * the turn's text. A cue too short to read stays longer, but never into `nextStartMs`.
 */
export function cuesOf({ text, startMs, endMs }: TimedText, nextStartMs = Infinity): Cue[] {
  const words = text.split(/\s+/).filter(Boolean).flatMap(pieces);
  const total = lengthOf(words);
  const msPerCharacter = Math.max(0, endMs - startMs) / Math.max(1, total);
  const groups = grouped(
    words,
    (group) => wrap(group).length <= maxLines && lengthOf(group) * msPerCharacter <= maxCueMs,
  );

  let at = startMs;
  return groups.map((group, index) => {
    const from = at;
    at += lengthOf(group) * msPerCharacter;
    const isLast = index === groups.length - 1;
    const readable = isLast ? Math.min(Math.max(at, from + minCueMs), Math.max(at, nextStartMs)) : at;
    return {
      startMs: Math.round(from),
      endMs: Math.round(Math.min(readable, from + maxCueMs)),
      lines: wrap(group),
    };
  });
}

/** Puts words together as long as they fit, ending a group early at the end of a sentence once a line is full. */
function grouped(words: readonly string[], fits: (group: string[]) => boolean): string[][] {
  const groups: string[][] = [];
  let group: string[] = [];
  for (const word of words) {
    const sentenceEnded = /[.!?…]["”’)]?$/.test(group.at(-1) ?? '') && lengthOf(group) >= maxColumns;
    if (group.length > 0 && (sentenceEnded || !fits([...group, word]))) {
      groups.push(group);
      group = [];
    }
    group.push(word);
  }
  if (group.length > 0) groups.push(group);
  balanceEnd(groups);
  return groups;
}

/** A last cue of a word or two flashes by: it takes words from the cue before it. */
function balanceEnd(groups: string[][]): void {
  const last = groups.at(-1);
  const before = groups.at(-2);
  if (!last || !before) return;
  while (lengthOf(last) < maxColumns / 2 && before.length > 1 && lengthOf(before) > lengthOf(last) * 2) {
    const word = before.pop();
    if (word !== undefined) last.unshift(word);
  }
}

function wrap(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= maxColumns) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** Characters of the words with a space after each, so that shares of time add up. */
const lengthOf = (words: readonly string[]): number =>
  words.reduce((length, word) => length + word.length + 1, 0);

/** Cuts what is longer than a line: addresses, and languages written without spaces. */
function pieces(word: string): string[] {
  if (word.length <= maxColumns) return [word];
  const characters = Array.from(word);
  const cut: string[] = [];
  while (characters.length > 0) cut.push(characters.splice(0, maxColumns / 2).join(''));
  return cut;
}
