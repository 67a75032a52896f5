import type { RecordedTurn } from './recorded-streams';

// Streams shaped as AssemblyAI's models send them, made from sentences: no account is needed, and a seed gives the
// same stream again. Times are those measured of the live service.

interface SpokenWord {
  readonly text: string;
  /** When it has been spoken, ms. */
  readonly endMs: number;
}

/** About 165 words a minute, with pauses at commas. */
function speak(chance: () => number, sentence: string, fromMs: number): SpokenWord[] {
  let at = fromMs;
  return sentence.split(' ').map((text) => {
    at += 120 + text.length * 35 + chance() * 120;
    const endMs = at;
    if (/[,;:]$/.test(text)) at += 150 + chance() * 350;
    return { text, endMs };
  });
}

const plain = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}']/gu, '');
/** Half a word, as a model hears what is cut off. */
const half = (word: string): string => word.slice(0, Math.max(1, Math.ceil(word.length / 2)));
/** Another word in its place, which sounds somewhat like it. */
const misheard = (word: string): string => `${word.slice(0, 2)}ould`;

/** Silence between two turns, ms. */
const betweenTurnsMs = 1_500;
/** A word comes this long after it was spoken (median, US English). */
const wordDelayMs = 317;
/** A turn's end comes this long after its last word. */
const endDelayMs = 420;

/**
 * Universal-Streaming with formatted turns: word by word, all but the last immutable, the last sometimes half a word;
 * then the turn again with case and punctuation, in which some words come out differently (its error rate is about 4
 * points lower).
 */
export function universalStream(chance: () => number, sentences: readonly string[]): RecordedTurn[] {
  const messages: RecordedTurn[] = [];
  let at = 0;
  sentences.forEach((sentence, turn) => {
    const spoken = speak(chance, sentence, at);
    const heard: string[] = [];
    const say = (atMs: number, text: string, final = false): void => {
      messages.push({ atMs: Math.round(atMs), turn, final, text });
    };
    const raw = spoken.map(({ text }) => (chance() < 0.04 ? misheard(plain(text)) : plain(text)));
    spoken.forEach(({ endMs }, index) => {
      const word = raw[index] ?? '';
      if (word.length > 6 && chance() < 0.3) say(endMs, [...heard, half(word)].join(' '));
      heard.push(word);
      say(endMs + wordDelayMs * (0.8 + chance() * 0.4), heard.join(' '));
    });
    at = (spoken.at(-1)?.endMs ?? at) + endDelayMs;
    say(at + 20, heard.join(' '));
    say(at + 150, sentence, true);
    at += betweenTurnsMs;
  });
  return messages.toSorted((a, b) => a.atMs - b.atMs);
}

/**
 * The Pro models: the whole turn again about once a second, at pauses, and at its end; formatted, no word final before
 * the end. The newest words are uncertain: cut off, heard as another word or as two, mostly right with the next message.
 */
export function proStream(chance: () => number, sentences: readonly string[]): RecordedTurn[] {
  const messages: RecordedTurn[] = [];
  let at = 0;
  sentences.forEach((sentence, turn) => {
    const spoken = speak(chance, sentence, at);
    /** Messages a word is heard wrongly in. */
    const wrongFor = spoken.map((): number => {
      const kind = chance();
      return kind < 0.02 ? 4 : kind < 0.06 ? 2 : kind < 0.2 ? 1 : 0;
    });
    const endMs = spoken.at(-1)?.endMs ?? at;
    for (let now = at + 900; now < endMs + 300; now += 1_000) {
      const heard = spoken.filter((word) => word.endMs <= now - 150);
      if (heard.length === 0) continue;
      const texts = heard.map(({ text }, index) => {
        const left = wrongFor[index] ?? 0;
        if (left === 0) return text;
        wrongFor[index] = left - 1;
        if (index === heard.length - 1) return half(text);
        return index % 7 === 3 ? `${half(text)} ${half(text)}` : misheard(text);
      });
      // At a pause the model takes the turn for ended, and takes the full stop back.
      const text = texts.join(' ').replace(/[,;:.]$/, chance() < 0.5 ? '.' : '');
      messages.push({ atMs: Math.round(now), turn, final: false, text });
    }
    messages.push({ atMs: Math.round(endMs + endDelayMs), turn, final: true, text: sentence });
    at = endMs + endDelayMs + betweenTurnsMs;
  });
  return messages;
}
