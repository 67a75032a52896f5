import type { UncheckedOptions } from './option-check';
import { modelsOf, type SpeechModel } from './speech-models';
import { languageCodes, optionRules, suits } from './streaming-options';

// The languages to expect, kept as the option `language_codes`: the first is the one mostly spoken. A choice outlives the
// model it was made for: only what the model in use knows is asked of it.

/** Means that no language is expected before others. */
const anyLanguage = 'multi';

const { models, shape } = optionRules('language_codes');

/** How many languages may be expected at once. */
export const mostLanguages = shape.type === 'list' ? shape.most : 1;

const isOnDevice = ({ id }: SpeechModel): boolean => modelsOf('device').some((model) => model.id === id);

/**
 * The languages to choose from with this model, by their codes; empty where there is nothing to choose, because the
 * model hears one language only or finds out by itself which one is spoken. With any of them, none may be chosen too:
 * the model then finds out by itself.
 */
export const languagesToChoose = (model: SpeechModel): readonly string[] =>
  suits(models, model) && !isOnDevice(model) ? model.languages : [];

/** The languages a person expects, whatever the model knows. What else stands there is for option-check.ts to refuse. */
export const chosenLanguages = ({ language_codes: codes }: UncheckedOptions): readonly string[] =>
  Array.isArray(codes)
    ? codes.filter((code): code is string => typeof code === 'string' && code !== anyLanguage)
    : [];

/** The languages to expect once this one is mostly spoken, or none before others; undefined takes the choice away. */
export const withMainLanguage = (options: UncheckedOptions, code: string | null): string[] | undefined =>
  code === null
    ? undefined
    : [
        code,
        ...chosenLanguages(options)
          .slice(1)
          .filter((other) => other !== code),
      ];

/** Those of the chosen languages that the model doesn't hear. */
export const unheardLanguages = (options: UncheckedOptions, model: SpeechModel): readonly string[] =>
  chosenLanguages(options).filter((code) => !model.languages.includes(code));

/** The options without the languages this model can't be asked for. */
export function askedLanguages(options: UncheckedOptions, model: SpeechModel): UncheckedOptions {
  const { language_codes: codes, ...others } = options;
  // What no model knows is left in, to be refused in words.
  if (!Array.isArray(codes) || codes.some((code) => !languageCodes.includes(code as string))) return options;
  const choice = [...languagesToChoose(model), anyLanguage];
  const asked = codes.filter((code: string) => choice.includes(code));
  return languagesToChoose(model).length === 0 || (asked.length === 0 && codes.length > 0)
    ? others
    : { ...others, language_codes: asked };
}
