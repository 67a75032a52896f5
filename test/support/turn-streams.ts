import type { Channel } from '../../src/shared/audio';
import type { Caption } from '../../src/shared/captions';

/** A seeded source of numbers in [0, 1) (mulberry32), so that a failing stream can be had again. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Words as compared across rewrites: case and punctuation don't count. */
export const words = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[.,?]/g, '')
    .split(' ')
    .filter((word) => word !== '');

/** Words of mixed length, each occurring once in a conversation, so that it can be followed from text to text. */
function spokenWords(chance: () => number, turn: number): string[] {
  const syllables = ['ka', 'lo', 'mi', 'ren', 'ta', 'so', 'vi', 'du', 'nel', 'po'];
  return Array.from({ length: 8 + Math.floor(chance() * 40) }, (_, index) => {
    const stem = Array.from(
      { length: 1 + Math.floor(chance() * 3) },
      () => syllables[Math.floor(chance() * syllables.length)],
    );
    return `${stem.join('')}${String(turn)}x${String(index)}`;
  });
}

/** As a recogniser formats a final: capital, commas, full stop. */
function format(spoken: readonly string[]): string {
  const text = spoken.map((word, index) => (index % 9 === 8 ? `${word},` : word)).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const caption = (channel: Channel, turn: number, text: string, final: boolean): Caption => ({
  channel,
  turn,
  text,
  final,
  startMs: turn * 10_000,
  endMs: turn * 10_000 + 9000,
});

/** A turn of the universal family: words are only ever added; the final adds case and punctuation. */
export function universalTurn(chance: () => number, turn: number, channel: Channel): Caption[] {
  const spoken = spokenWords(chance, turn);
  const captions: Caption[] = [];
  for (let heard = 0; heard < spoken.length;) {
    heard = Math.min(spoken.length, heard + 1 + Math.floor(chance() * 3));
    captions.push(caption(channel, turn, spoken.slice(0, heard).join(' '), false));
  }
  return [...captions, caption(channel, turn, format(spoken), true)];
}

/**
 * A turn of the pro family: each message is the whole turn again, formatted, its last three words still uncertain:
 * misheard as something shorter or longer, not heard yet, or heard as two.
 */
export function proTurn(chance: () => number, turn: number, channel: Channel): Caption[] {
  const spoken = spokenWords(chance, turn);
  const captions: Caption[] = [];
  let errors = 0;
  const misheard = (word: string): string[] => {
    const kind = chance();
    if (kind < 0.6) return [word];
    const wrong = `${chance() < 0.5 ? 'a' : 'wrong'}${String(turn)}y${String(errors++)}`;
    return kind < 0.8 ? [wrong] : kind < 0.9 ? [] : [wrong, word];
  };
  for (let heard = 0; heard < spoken.length;) {
    heard = Math.min(spoken.length, heard + 1 + Math.floor(chance() * 4));
    const sure = spoken.slice(0, Math.max(0, heard - 3));
    const unsure = spoken.slice(Math.max(0, heard - 3), heard).flatMap(misheard);
    captions.push(caption(channel, turn, format([...sure, ...unsure]), false));
  }
  return [...captions, caption(channel, turn, format(spoken), true)];
}
