import type { Caption, Gap } from '../../../src/shared/captions';
import type { SpokenWord } from './speaker';

/** What became of the words of one channel, or of several. */
export interface WordAccount {
  spoken: number;
  heard: number;
  /** In a gap that was told. */
  told: number;
  /** Neither captioned nor in a gap. */
  lost: string[];
  doubled: string[];
  /** Captioned, but never spoken. */
  invented: string[];
  /** Captioned, although a gap says it was lost. */
  denied: string[];
  /** Captioned after a word that was spoken later. */
  misplaced: string[];
  /** Turns that had text on screen and end without any. */
  withdrawnTurns: number[];
  /** Turns without exactly one final as the last thing said of them. */
  unfinishedTurns: number[];
}

const plain = (word: string): string => word.toLowerCase().replace(/[.,?!]/g, '');

/** Compares what was spoken on a channel with what a person could read in the end. */
export const accountFor = (
  spoken: readonly SpokenWord[],
  captions: readonly Caption[],
  gaps: readonly Gap[],
): WordAccount => {
  const byTurn = new Map<number, Caption[]>();
  for (const caption of captions) byTurn.set(caption.turn, [...(byTurn.get(caption.turn) ?? []), caption]);
  // As in the transcript: in the order it was said. A zone that was left may finish its turns late.
  const read = [...byTurn.values()]
    .flatMap((said) => said.at(-1) ?? [])
    .sort((one, other) => one.startMs - other.startMs)
    .flatMap(({ text }) => text.split(' '))
    .filter((word) => word !== '')
    .map(plain);
  const position = new Map(spoken.map(({ text }, index) => [plain(text), index]));
  const times = new Map<string, number>();
  for (const word of read) times.set(word, (times.get(word) ?? 0) + 1);
  const isIn = (gap: Gap, word: SpokenWord): boolean => gap.fromMs < word.endMs && gap.toMs > word.startMs;
  const covers = (gap: Gap, word: SpokenWord): boolean =>
    gap.fromMs <= word.startMs && gap.toMs >= word.endMs;
  const unheard = spoken.filter(({ text }) => !times.has(plain(text)));
  const known = read.filter((word) => position.has(word));
  return {
    spoken: spoken.length,
    heard: spoken.length - unheard.length,
    told: unheard.filter((word) => gaps.some((gap) => isIn(gap, word))).length,
    lost: unheard.filter((word) => !gaps.some((gap) => isIn(gap, word))).map(({ text }) => text),
    doubled: [...times].filter(([word, count]) => count > 1 && position.has(word)).map(([word]) => word),
    invented: read.filter((word) => !position.has(word)),
    denied: spoken
      .filter((word) => times.has(plain(word.text)) && gaps.some((gap) => covers(gap, word)))
      .map(({ text }) => text),
    misplaced: known.filter(
      (word, index) => index > 0 && (position.get(word) ?? 0) < (position.get(known[index - 1] ?? '') ?? 0),
    ),
    withdrawnTurns: [...byTurn]
      .filter(([, said]) => said.some(({ text }) => text !== '') && said.at(-1)?.text === '')
      .map(([turn]) => turn),
    unfinishedTurns: [...byTurn]
      .filter(([, said]) => said.filter(({ final }) => final).length !== 1 || !said.at(-1)?.final)
      .map(([turn]) => turn),
  };
};

/** Everything that may never happen, in words; empty is good. */
export const faultsOf = (account: WordAccount): string[] =>
  (['lost', 'doubled', 'invented', 'denied', 'misplaced', 'unfinishedTurns'] as const)
    .filter((name) => account[name].length > 0)
    .map((name) => `${name}: ${account[name].slice(0, 12).join(' ')}`);
