import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../src/shared/locales/locales';
import { createMessages, problemText } from '../../../src/shared/locales/messages';
import { checkOptions, optionProblem } from '../../../src/shared/option-check';
import { speechModelOf } from '../../../src/shared/speech-models';
import {
  languageCodes,
  optionRules,
  piiPolicies,
  streamingOptionNames,
  type OptionModels,
  type OptionShape,
} from '../../../src/shared/streaming-options';

const pro = speechModelOf('universal-3-6-pro');
const english = speechModelOf('universal-streaming-english');
const multilingual = speechModelOf('universal-streaming-multilingual');
const term = 'x'.repeat(50);

/** Values at the edges of each range, and just outside; what an option needs besides is in `given`. */
const values: Record<string, { good: unknown[]; bad: unknown[]; given?: object }> = {
  mode: { good: ['min_latency', 'max_accuracy'], bad: ['fast', '', null] },
  min_turn_silence: { good: [50, 10_000], bad: [49, 10_001, 100.5, '100'] },
  max_turn_silence: { good: [50, 10_000], bad: [0, 10_001] },
  interruption_delay: { good: [0, 1_000], bad: [-1, 1_001] },
  vad_threshold: { good: [0, 0.5, 1], bad: [-0.01, 1.01, NaN] },
  end_of_turn_confidence_threshold: { good: [0, 1], bad: [1.5] },
  continuous_partials: { good: [true, false], bad: ['true', 1] },
  include_partial_turns: { good: [false], bad: [0] },
  format_turns: { good: [true, false], bad: [null] },
  keyterms_prompt: {
    good: [[], ['Zürich'], Array(100).fill(term)],
    bad: [Array(101).fill('a'), [`${term}x`], [''], [7], 'Zürich'],
  },
  prompt: { good: ['', 'x'.repeat(1_750)], bad: ['x'.repeat(1_751), 7] },
  language_codes: { good: [[], ['en', 'de'], ['multi']], bad: [['xx'], Array(11).fill('en'), 'en'] },
  language_detection: { good: [true], bad: ['yes'] },
  filter_profanity: { good: [true, false], bad: [{}] },
  redact_pii: { good: [true], bad: ['all'] },
  redact_pii_policies: {
    good: [['person_name'], piiPolicies],
    bad: [[], ['shoe_size']],
    given: { redact_pii: true },
  },
  redact_pii_sub: { good: ['hash', 'entity_name'], bad: ['stars'], given: { redact_pii: true } },
  speaker_labels: { good: [true], bad: [2] },
  max_speakers: { good: [1, 10], bad: [0, 11, 2.5], given: { speaker_labels: true } },
  speaker_labels_revision_interval_ms: {
    good: [0, 120_000, 86_400_000],
    bad: [-1, 86_400_001],
    given: { speaker_labels: true },
  },
  domain: { good: ['medical-v1'], bad: ['medical'] },
  voice_focus: { good: ['near-field', 'far-field'], bad: ['near', true] },
  voice_focus_threshold: { good: [0, 1], bad: [-0.1], given: { voice_focus: 'near-field' } },
  previous_context_n_turns: { good: [0, 100], bad: [101] },
  inactivity_timeout: { good: [5, 3_600], bad: [4, 3_601] },
};

const intl = createMessages(inEnglish);
const sentenceOf = (options: object, model = pro): string | undefined => {
  const problem = optionProblem({ ...options }, model);
  return problem && problemText(intl, problem);
};

describe('the table of options', () => {
  it('has every value tried below', () => {
    expect(Object.keys(values).sort()).toEqual([...streamingOptionNames].sort());
    expect(languageCodes).toHaveLength(33);
    expect(piiPolicies).toHaveLength(65);
  });

  it.each(streamingOptionNames)('%s: takes what the server takes, and nothing beyond', (name) => {
    const { good = [], bad = [], given = {} } = values[name] ?? {};
    const { models } = optionRules(name);
    const model = models === 'universal' ? english : pro;
    for (const value of good) {
      expect(optionProblem({ ...given, [name]: value }, model), JSON.stringify(value)).toBeUndefined();
    }
    for (const value of bad) {
      const problem = optionProblem({ ...given, [name]: value }, model);
      expect(problem?.params, String(value)).toMatchObject({ option: name });
    }
  });

  it('is what the page says', () => {
    const page = readFileSync('docs/streaming-options.md', 'utf8');
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toEqual(streamingOptionNames.map(rowOf));
  });
});

describe('what is refused', () => {
  it.each(['webhook_url', 'llm_gateway', '_customer_support_audio_capture', 'constructor', 'speech_model'])(
    '%s is no option',
    (name) => {
      expect(optionProblem({ [name]: 'x' }, pro)).toEqual({
        code: 'option-invalid',
        params: { option: name, reason: 'unknown' },
      });
    },
  );

  it.each([
    [{ mode: 'balanced' }, english],
    [{ prompt: 'A lecture' }, english],
    [{ voice_focus: 'near-field' }, multilingual],
    [{ previous_context_n_turns: 0 }, multilingual],
    [{ language_detection: true }, english],
    [{ end_of_turn_confidence_threshold: 0.4 }, pro],
  ])('%j with a model it doesn’t work with', (options, model) => {
    expect(optionProblem(options, model)?.params).toMatchObject({ reason: 'model', model: model.label });
  });

  it('language_detection is for all models of several languages', () => {
    expect(optionProblem({ language_detection: true }, multilingual)).toBeUndefined();
    expect(optionProblem({ language_detection: true }, pro)).toBeUndefined();
  });

  it.each([
    { voice_focus_threshold: 0.5 },
    { max_speakers: 2 },
    { max_speakers: 2, speaker_labels: false },
    { speaker_labels_revision_interval_ms: 0 },
    { redact_pii_policies: ['person_name'] },
    { redact_pii_sub: 'hash', redact_pii: false },
  ])('%j without what it belongs to', (options) => {
    expect(optionProblem(options, pro)?.params).toMatchObject({ reason: 'needs' });
  });

  it('a shorter longest than shortest silence', () => {
    expect(optionProblem({ min_turn_silence: 500, max_turn_silence: 400 }, pro)?.params).toMatchObject({
      reason: 'above',
    });
    expect(optionProblem({ min_turn_silence: 400, max_turn_silence: 400 }, pro)).toBeUndefined();
  });

  it('by an exception that carries the problem', () => {
    expect(() => checkOptions({ max_speakers: 0 })).toThrow(/option-invalid/);
    expect(checkOptions({ vad_threshold: 0 })).toEqual({ vad_threshold: 0 });
  });
});

describe('the reason', () => {
  it.each([
    [{ webhook_url: 'x' }, /“webhook_url” is none that Sotto knows/],
    [{ max_speakers: 11, speaker_labels: true }, /must be a whole number from 1 to 10,/],
    [{ vad_threshold: 2 }, /must be a number from 0 to 1,/],
    [{ mode: 'x' }, /must be one of: min_latency, balanced, max_accuracy,/],
    [{ filter_profanity: 1 }, /must be true or false,/],
    [{ prompt: 7 }, /must be text of at most 1750 characters,/],
    [{ language_codes: 'en' }, /must be a list of 0 to 10 entries,/],
    [{ keyterms_prompt: [`${term}x`] }, /has the entry “x{51}”; entries have 1 to 50 characters,/],
    [{ language_codes: ['xx'] }, /has the entry “xx”, which is none of those there are,/],
    [{ max_speakers: 2 }, /works only together with “speaker_labels”,/],
    [{ min_turn_silence: 900, max_turn_silence: 100 }, /must not be more than “max_turn_silence”,/],
    [{ end_of_turn_confidence_threshold: 1 }, /doesn’t work with the model Universal 3.6 Pro,/],
  ])('%j is said in words', (options, sentence) => {
    expect(sentenceOf(options)).toMatch(sentence);
  });
});

const shapeText = (shape: OptionShape): string => {
  switch (shape.type) {
    case 'flag':
      return 'true or false';
    case 'integer':
    case 'number':
      return `${String(shape.least)} – ${String(shape.most)}${shape.type === 'integer' ? ', whole' : ''}`;
    case 'choice':
      return shape.values.map((value) => `\`${value}\``).join(', ');
    case 'text':
      return `text of at most ${String(shape.most)} characters`;
    case 'list': {
      const entries = shape.values
        ? `entries of ${String(shape.values.length)} there are`
        : `entries of at most ${String(shape.longest)} characters`;
      return `list of ${String(shape.least)} – ${String(shape.most)} ${entries}`;
    }
  }
};
const modelsText: Record<OptionModels, string> = {
  all: 'all',
  pro: 'Pro',
  universal: 'Universal Streaming',
  multilingual: 'Pro, Multilingual',
};
const rowOf = (name: (typeof streamingOptionNames)[number]): string => {
  const { shape, models, live, without } = optionRules(name);
  const change =
    live === undefined ? 'new session' : live === models || live === 'all' ? 'updated' : 'updated on Pro';
  return `| \`${name}\` | ${shapeText(shape)} | ${modelsText[models]} | ${change} | ${without} |`;
};
