import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { printAST } from '@formatjs/icu-messageformat-parser/printer.js';
import type { Plugin } from 'vite';

const accented: Readonly<Record<string, string>> = Object.fromEntries(
  [...'aàbƀcçdđeéfƒgĝhĥiîjĵkķlļnñoôrŕsšuûyý'].reduce<[string, string][]>((pairs, letter, index, all) => {
    if (index % 2 === 0) pairs.push([letter, all[index + 1] ?? letter]);
    return pairs;
  }, []),
);
const vowels = 'aeiou';

/** `Settings` → `Šééttîîñĝš`: readable, in no language, and longer by about two fifths as German and French can be. */
const stretch = (text: string): string =>
  [...text]
    .map((letter) => {
      const mark = accented[letter.toLowerCase()] ?? letter;
      const shown = letter === letter.toLowerCase() ? mark : mark.toUpperCase();
      return vowels.includes(letter.toLowerCase()) ? shown + mark : shown;
    })
    .join('');

/** A message as the pseudo-language has it, between `⟦` and `⟧`; placeholders stay. */
export function pseudoMessage(message: string): string {
  const elements = parse(message);
  stretchAll(elements);
  return `⟦${printAST(elements)}⟧`;
}

function stretchAll(elements: readonly MessageFormatElement[]): void {
  for (const element of elements) {
    if (element.type === TYPE.literal) element.value = stretch(element.value);
    if (element.type === TYPE.select || element.type === TYPE.plural)
      for (const { value } of Object.values(element.options)) stretchAll(value);
  }
}

/** Puts the pseudo-language in English's place in what is built. */
export const pseudoLocale: Plugin = {
  name: 'pseudo-locale',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/locales\/en\/[\w-]+\.json$/.test(id)) return null;
    const messages = Object.entries(JSON.parse(code) as Record<string, string>);
    return JSON.stringify(Object.fromEntries(messages.map(([key, text]) => [key, pseudoMessage(text)])));
  },
};
