import type { UncheckedOptions } from '../../../shared/option-check';
import { optionRules } from '../../../shared/streaming-options';

const { shape } = optionRules('keyterms_prompt');

/** How many terms there may be and how many characters each may have, by the table of the API's options. */
export const termLimits =
  shape.type === 'list' ? { most: shape.most, longest: shape.longest ?? Infinity } : { most: 0, longest: 0 };

/** The terms in the settings; what else may stand there is for option-check.ts to refuse. */
export const keyTermsOf = ({ keyterms_prompt: terms }: UncheckedOptions): readonly string[] =>
  Array.isArray(terms) ? [...new Set(terms.filter((term) => typeof term === 'string'))] : [];

/** Line ends, tabs, and the commas and semicolons of several scripts; but not the comma within `10,000`. */
const separators = /[\r\n\t;；、،؛]|(?<!\d)[,，]|[,，](?!\d)/u;
const quoted = /^"(.*)"$|^“(.*)”$|^„(.*)[“”]$|^«(.*)»$/u;

const cleaned = (text: string): string => {
  const plain = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const within = quoted
    .exec(plain)
    ?.slice(1)
    .find((part) => part !== undefined);
  return (within ?? plain).trim();
};

/** The terms in what a person typed or pasted: separated by line ends, tabs, commas or semicolons. */
export const parseTerms = (text: string): string[] =>
  text
    .split(separators)
    .map(cleaned)
    .filter((term) => term !== '');

/** What two spellings of the same term have in common. */
const sameness = (term: string): string => term.normalize('NFKC').toLowerCase();

export const isTooLong = (term: string): boolean => term.length > termLimits.longest;

/** What became of terms that were to be added. */
export interface TermMerge {
  /** The whole list afterwards. */
  readonly terms: readonly string[];
  readonly added: readonly string[];
  /** Already there, or named twice; capitals make no difference. */
  readonly present: readonly string[];
  readonly tooLong: readonly string[];
  /** Those that find no room any more. */
  readonly beyond: readonly string[];
}

/** Adds terms to a list within the limits; nothing that is left out goes unsaid. */
export function mergeTerms(terms: readonly string[], more: readonly string[]): TermMerge {
  const known = new Set(terms.map(sameness));
  const all = [...terms];
  const outcome = {
    added: [] as string[],
    present: [] as string[],
    tooLong: [] as string[],
    beyond: [] as string[],
  };
  for (const term of more) {
    if (known.has(sameness(term))) outcome.present.push(term);
    else if (isTooLong(term)) outcome.tooLong.push(term);
    else if (all.length >= termLimits.most) outcome.beyond.push(term);
    else {
      known.add(sameness(term));
      all.push(term);
      outcome.added.push(term);
    }
  }
  return { terms: all, ...outcome };
}

/** Puts `text` in the place of the term `old`. */
export function replaceTerm(terms: readonly string[], old: string, text: string): TermMerge {
  const term = cleaned(text);
  const others = terms.filter((one) => one !== old);
  const { added, ...outcome } = mergeTerms(others, term === '' ? [] : [term]);
  return {
    ...outcome,
    added,
    terms: added.length === 0 ? terms : terms.map((one) => (one === old ? term : one)),
  };
}
