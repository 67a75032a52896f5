import { ProblemError, type Problem } from './problems';
import type { SpeechModel } from './speech-models';
import {
  neededOptions,
  optionRules,
  streamingOptionNames,
  suits,
  type OptionShape,
  type StreamingOptionName,
  type StreamingOptions,
} from './streaming-options';

/** Options as settings keep them: whatever a person or a file says, to be checked before it is used. */
export type UncheckedOptions = Readonly<Record<string, unknown>>;

/**
 * Checks options before anything is sent, since a bad value ends a session. Throws ProblemError `option-invalid`, whose
 * sentence gives the reason.
 * @param model the model asked for; without it, whether the options suit the model is left open
 */
export function checkOptions(options: UncheckedOptions, model?: SpeechModel): StreamingOptions {
  const problem = optionProblem(options, model);
  if (problem) throw new ProblemError(problem.code, problem.params);
  return options as StreamingOptions;
}

/** What is wrong with options: the first thing found. */
export function optionProblem(options: UncheckedOptions, model?: SpeechModel): Problem | undefined {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const known = streamingOptionNames.find((one) => one === name);
    const problem = known ? valueProblem(known, value, model) : invalid(name, 'unknown');
    if (problem) return problem;
  }
  return togetherProblem(options as StreamingOptions);
}

function valueProblem(name: StreamingOptionName, value: unknown, model?: SpeechModel): Problem | undefined {
  const { schema, shape, models } = optionRules(name);
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [at] = parsed.error.issues[0]?.path ?? [];
    const entry = Array.isArray(value) && typeof at === 'number' ? String(value[at]) : undefined;
    return entry === undefined ? invalid(name, shape.type, wordsOf(shape)) : entryProblem(name, shape, entry);
  }
  return model && !suits(models, model) ? invalid(name, 'model', { model: model.label }) : undefined;
}

const entryProblem = (name: StreamingOptionName, shape: OptionShape, entry: string): Problem =>
  'values' in shape && shape.values
    ? invalid(name, 'entryUnknown', { entry: entry.slice(0, 60) })
    : invalid(name, 'entryLength', { ...wordsOf(shape), entry: entry.slice(0, 60) });

/** Options that contradict each other. */
function togetherProblem(options: StreamingOptions): Problem | undefined {
  for (const [name, needed] of Object.entries(neededOptions)) {
    const isUseless = options[name as StreamingOptionName] !== undefined && !options[needed];
    if (isUseless) return invalid(name, 'needs', { needed });
  }
  const { min_turn_silence: least, max_turn_silence: most } = options;
  return least !== undefined && most !== undefined && least > most
    ? invalid('min_turn_silence', 'above', { above: 'max_turn_silence' })
    : undefined;
}

const invalid = (option: string, reason: string, params: Problem['params'] = {}): Problem => ({
  code: 'option-invalid',
  params: { option: option.slice(0, 60), reason, ...params },
});

/** Values for the placeholders of the message `problem.option-invalid`. */
const wordsOf = (shape: OptionShape): Record<string, string | number> => ({
  least: 'least' in shape ? shape.least : 0,
  most: 'most' in shape ? shape.most : 0,
  longest: 'longest' in shape ? (shape.longest ?? 0) : 0,
  values: shape.type === 'choice' ? shape.values.join(', ') : '',
});
