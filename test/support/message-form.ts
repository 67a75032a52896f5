import {
  parse,
  TYPE,
  type MessageFormatElement,
  type PluralElement,
} from '@formatjs/icu-messageformat-parser';

/** What translations of a message must have in common. */
export interface MessageForm {
  /** Name and kind of each argument: `days: plural`. */
  arguments: string[];
  /** Alternatives of each `select`, and exact values (`=0`) of each plural. */
  alternatives: string[];
  plurals: {
    name: string;
    ordinal: boolean;
    /** In CLDR's words. */
    categories: string[];
    /** Numbers with a text of their own. */
    exact: number[];
    /** Whether a text has the number in it; else one may do for many. */
    showsNumber: boolean;
  }[];
}

/** Throws where the message isn't ICU. */
export function formOf(message: string): MessageForm {
  const form: MessageForm = { arguments: [], alternatives: [], plurals: [] };
  walk(parse(message), form);
  return {
    arguments: [...new Set(form.arguments)].sort(),
    alternatives: [...new Set(form.alternatives)].sort(),
    plurals: form.plurals,
  };
}

function walk(elements: readonly MessageFormatElement[], form: MessageForm): void {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    form.arguments.push(`${element.value}: ${TYPE[element.type]}`);
    if (element.type === TYPE.select) {
      form.alternatives.push(`${element.value} ${Object.keys(element.options).sort().join(' ')}`);
      for (const { value } of Object.values(element.options)) walk(value, form);
    }
    if (element.type === TYPE.plural) plural(element, form);
    if (element.type === TYPE.tag) walk(element.children, form);
  }
}

function plural(element: PluralElement, form: MessageForm): void {
  const keys = Object.keys(element.options);
  const exact = keys.filter((key) => key.startsWith('=')).sort();
  form.alternatives.push(`${element.value} ${exact.join(' ')}`);
  form.plurals.push({
    name: element.value,
    ordinal: element.pluralType === 'ordinal',
    categories: keys.filter((key) => !key.startsWith('=')).sort(),
    exact: exact.map((key) => Number(key.slice(1))),
    showsNumber: Object.values(element.options).some(({ value }) =>
      value.some(({ type }) => type === TYPE.pound),
    ),
  });
  for (const { value } of Object.values(element.options)) walk(value, form);
}
