import { speechModels } from '../../../src/shared/speech-models';

/** Why a value is refused, or undefined. The rules are stated anew here: those of the client are what is tested. */
type Rule = (value: unknown) => boolean;

const flag: Rule = (value) => typeof value === 'boolean';
const between =
  (least: number, most: number): Rule =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most;
const integer =
  (least: number, most: number): Rule =>
  (value) =>
    Number.isInteger(value) && between(least, most)(value);
const oneOf =
  (...values: string[]): Rule =>
  (value) =>
    typeof value === 'string' && values.includes(value);
const text =
  (most: number): Rule =>
  (value) =>
    typeof value === 'string' && value.length <= most;
/** A term that is too long is ignored, not refused: measured on the live server. */
const list =
  (most: number, entry: Rule = (value) => typeof value === 'string'): Rule =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(entry);

const languages =
  /^(en|es|de|fr|it|pt|tr|nl|sv|no|da|fi|hi|vi|ar|he|ja|ur|zh|ru|ko|ca|gl|ro|et|fa|yue|af|mr|zu|xh|nn|multi)$/;

const rules: Readonly<Record<string, Rule>> = {
  sample_rate: integer(8_000, 96_000),
  encoding: oneOf('pcm_s16le'),
  session_heartbeat: flag,
  mode: oneOf('min_latency', 'balanced', 'max_accuracy'),
  min_turn_silence: integer(0, 3_600_000),
  max_turn_silence: integer(0, 3_600_000),
  interruption_delay: integer(0, 1_000),
  vad_threshold: between(0, 1),
  end_of_turn_confidence_threshold: between(0, 1),
  continuous_partials: flag,
  include_partial_turns: flag,
  format_turns: flag,
  keyterms_prompt: list(100),
  prompt: text(1_750),
  language_codes: list(10, (code) => typeof code === 'string' && languages.test(code)),
  language_detection: flag,
  filter_profanity: flag,
  redact_pii: flag,
  redact_pii_policies: list(65),
  redact_pii_sub: oneOf('hash', 'entity_name'),
  speaker_labels: flag,
  max_speakers: integer(1, 10),
  speaker_labels_revision_interval_ms: integer(0, 86_400_000),
  domain: oneOf('medical-v1'),
  voice_focus: oneOf('near-field', 'far-field'),
  voice_focus_threshold: between(0, 1),
  previous_context_n_turns: integer(0, 100),
  inactivity_timeout: integer(5, 3_600),
};

const strings = ['encoding', 'mode', 'prompt', 'redact_pii_sub', 'domain', 'voice_focus'];
const lists = ['keyterms_prompt', 'language_codes', 'redact_pii_policies'];
const updatable = {
  universal: [
    'keyterms_prompt',
    'min_turn_silence',
    'max_turn_silence',
    'end_of_turn_confidence_threshold',
    'format_turns',
    'session_heartbeat',
  ],
  pro: ['mode', 'prompt', 'continuous_partials', 'vad_threshold', 'interruption_delay', 'language_codes'],
};

/** Why the real server would refuse this query with 3006, or undefined. Unknown parameters are ignored, as there. */
export const refusedQuery = (query: URLSearchParams): string | undefined => {
  const model = query.get('speech_model');
  if (model === null) return 'speech_model is required';
  if (!speechModels.some(({ id }) => id === model)) return `Invalid speech_model: ${model}`;
  for (const name of lists) {
    if (query.getAll(name).length > 1) return `Invalid JSON array for ${name}`;
  }
  const given = [...query].filter(([name]) => Object.hasOwn(rules, name));
  for (const [name, value] of given) {
    const refused = refusedValue(name, strings.includes(name) ? value : jsonOf(value));
    if (refused) return refused;
  }
  if (query.has('voice_focus_threshold') && !query.has('voice_focus')) {
    return 'voice_focus_threshold requires voice_focus';
  }
  return undefined;
};

/** Why an `UpdateConfiguration` ends the session with 3006, or undefined. Unknown fields are ignored. */
export const refusedUpdate = (message: Readonly<Record<string, unknown>>): string | undefined =>
  Object.entries(message)
    .filter(([name]) => Object.hasOwn(rules, name))
    .map(([name, value]) => refusedValue(name, value))
    .find((refused) => refused !== undefined);

/** Fields that an update should not have had: the real server would ignore them, and nobody would know. */
export const ignoredInUpdate = (
  message: Readonly<Record<string, unknown>>,
  family: keyof typeof updatable,
): string[] => {
  const taken = [...updatable.universal, ...(family === 'pro' ? updatable.pro : []), 'type'];
  return Object.keys(message).filter((name) => !taken.includes(name));
};

/** The eight fields of `Begin.configuration`. */
export const echoedConfiguration = (query: URLSearchParams): object => ({
  model: query.get('speech_model'),
  mode: query.get('mode'),
  api_version: '2025-05-12',
  speaker_labels: query.get('speaker_labels') === 'true',
  redact_pii: query.get('redact_pii') === 'true',
  filter_profanity: query.get('filter_profanity') === 'true',
  domain: query.get('domain'),
  voice_focus: query.get('voice_focus'),
});

const refusedValue = (name: string, value: unknown): string | undefined => {
  if (rules[name]?.(value)) return undefined;
  if (lists.includes(name) && !Array.isArray(value)) return `Invalid JSON array for ${name}`;
  return `Invalid ${name}`;
};

const jsonOf = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};
