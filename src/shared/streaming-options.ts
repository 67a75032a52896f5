import { z } from 'zod';
import { allLanguages, type ModelFamily, type SpeechModel } from './speech-models';

/**
 * The one table of what can be asked of a speech model. Names, ranges and defaults are those of AssemblyAI's streaming
 * v3 (connection parameters and `UpdateConfiguration`, documentation and SDK types of November 2026). What isn't in it
 * is never sent: `webhook_url`, `llm_gateway` and `_customer_support_audio_capture` would take speech out of its zone
 * (rule Z5), and the server ignores a misspelled name silently. docs/streaming-options.md shows the table.
 */

/** What a value must be, as data for messages, documents and settings pages. */
export type OptionShape =
  | { readonly type: 'flag' }
  | { readonly type: 'integer' | 'number'; readonly least: number; readonly most: number }
  | { readonly type: 'choice'; readonly values: readonly string[] }
  | { readonly type: 'text'; readonly most: number }
  /** `longest`: characters of an entry; `values`: the entries there are. */
  | {
      readonly type: 'list';
      readonly least: number;
      readonly most: number;
      readonly longest?: number;
      readonly values?: readonly string[];
    };

/** Which models an option works with; the server ignores it on the others, or refuses the session. */
export type OptionModels = 'all' | ModelFamily | 'multilingual';

interface OptionRules {
  readonly models: OptionModels;
  /**
   * Families whose running session takes a new value by `UpdateConfiguration`. The others get a new session: so does
   * what only the SDK's types list (`filter_profanity`), because the server doesn't answer an update.
   */
  readonly live?: 'all' | ModelFamily;
  /** What tells a running session that the option is set no more; without it only a new session forgets. */
  readonly cleared?: string | readonly [];
  /** What the server does without it. */
  readonly without: string;
}

interface Option<Schema extends z.ZodType> extends OptionRules {
  readonly shape: OptionShape;
  readonly schema: Schema;
}

const flag = (rules: OptionRules): Option<z.ZodBoolean> => ({
  ...rules,
  shape: { type: 'flag' },
  schema: z.boolean(),
});
const integer = (least: number, most: number, rules: OptionRules): Option<z.ZodType<number>> => ({
  ...rules,
  shape: { type: 'integer', least, most },
  schema: z.int().min(least).max(most),
});
const number = (least: number, most: number, rules: OptionRules): Option<z.ZodType<number>> => ({
  ...rules,
  shape: { type: 'number', least, most },
  schema: z.number().min(least).max(most),
});
const choice = <const Value extends string>(
  values: readonly Value[],
  rules: OptionRules,
): Option<z.ZodType<Value>> => ({
  ...rules,
  shape: { type: 'choice', values },
  schema: z.enum(values) as unknown as z.ZodType<Value>,
});
const text = (most: number, rules: OptionRules): Option<z.ZodType<string>> => ({
  ...rules,
  shape: { type: 'text', most },
  schema: z.string().max(most),
});
const list = <Value extends string>(
  shape: { least?: number; most: number; longest?: number; values?: readonly Value[] },
  rules: OptionRules,
): Option<z.ZodType<readonly Value[]>> => {
  const { least = 0, most, longest = Infinity, values } = shape;
  const entry = values ? z.enum(values) : z.string().trim().min(1).max(longest);
  return {
    ...rules,
    shape: { type: 'list', ...shape, least },
    schema: z.array(entry).min(least).max(most) as unknown as z.ZodType<readonly Value[]>,
  };
};

/** Every language of a model; `multi` alone steers nowhere. */
export const languageCodes: readonly string[] = [...allLanguages, 'multi'];

/** Kinds of personal information that can be taken out (`StreamingPiiPolicy` of AssemblyAI's SDK). */
export const piiPolicies =
  `account_number banking_information blood_type corporate_action credit_card_cvv credit_card_expiration
  credit_card_number date date_interval date_of_birth day drivers_license drug duration effect email_address event
  filename financial_metric gender gender_sexuality healthcare_number injury ip_address language location
  location_address location_address_street location_city location_coordinate location_country location_state
  location_zip marital_status medical_code medical_condition medical_process money_amount month nationality
  number_sequence occupation organization organization_id organization_medical_facility passport_number password
  person_age person_name phone_number physical_attribute political_affiliation product project religion sexuality
  statistics time trend url us_social_security_number username vehicle_id year zodiac_sign`.split(/\s+/);

export const streamingOptions = {
  mode: choice(['min_latency', 'balanced', 'max_accuracy'], {
    models: 'pro',
    live: 'pro',
    without: 'balanced',
  }),
  min_turn_silence: integer(50, 10_000, {
    models: 'all',
    live: 'all',
    without: 'by mode 128, 128, 512; Universal Streaming 400',
  }),
  max_turn_silence: integer(50, 10_000, {
    models: 'all',
    live: 'all',
    without: 'by mode 640, 1280, 2560; Universal Streaming 1280',
  }),
  interruption_delay: integer(0, 1_000, { models: 'pro', live: 'pro', without: 'by mode 0, 500, 500' }),
  vad_threshold: number(0, 1, {
    models: 'all',
    live: 'pro',
    without: '0.2, with speaker_labels 0.5; Universal Streaming 0.4',
  }),
  end_of_turn_confidence_threshold: number(0, 1, { models: 'universal', live: 'all', without: '0.4' }),
  continuous_partials: flag({ models: 'pro', live: 'pro', without: 'true, with speaker_labels false' }),
  include_partial_turns: flag({ models: 'all', without: 'true, with redact_pii false' }),
  /** Pro models always format; there it changes nothing. */
  format_turns: flag({ models: 'all', live: 'all', without: 'true (Sotto asks for it)' }),
  keyterms_prompt: list(
    { most: 100, longest: 50 },
    { models: 'all', live: 'all', cleared: [], without: 'no terms' },
  ),
  prompt: text(1_750, { models: 'pro', live: 'pro', cleared: '', without: 'none' }),
  language_codes: list(
    { most: 10, values: languageCodes },
    { models: 'pro', live: 'pro', cleared: [], without: 'any language, also mixed' },
  ),
  language_detection: flag({ models: 'multilingual', without: 'false' }),
  filter_profanity: flag({ models: 'all', without: 'false' }),
  redact_pii: flag({ models: 'all', without: 'false' }),
  redact_pii_policies: list(
    { least: 1, most: piiPolicies.length, values: piiPolicies },
    { models: 'all', without: "the server's choice" },
  ),
  redact_pii_sub: choice(['hash', 'entity_name'], { models: 'all', without: 'hash' }),
  speaker_labels: flag({ models: 'all', without: 'false' }),
  max_speakers: integer(1, 10, { models: 'all', without: 'no limit' }),
  /** What is asked for between 1 and 119 999 or beyond 300 000 the server takes as the nearest of those. */
  speaker_labels_revision_interval_ms: integer(0, 86_400_000, {
    models: 'all',
    without: 'only at the end of the session',
  }),
  domain: choice(['medical-v1'], { models: 'all', without: 'none' }),
  voice_focus: choice(['near-field', 'far-field'], { models: 'pro', without: 'off' }),
  voice_focus_threshold: number(0, 1, { models: 'pro', without: "the server's choice" }),
  previous_context_n_turns: integer(0, 100, { models: 'pro', without: '5' }),
  inactivity_timeout: integer(5, 3_600, { models: 'all', without: 'never' }),
} as const satisfies Record<string, Option<z.ZodType>>;

export type StreamingOptionName = keyof typeof streamingOptions;
export const streamingOptionNames = Object.keys(streamingOptions) as StreamingOptionName[];

/** Options that were checked, by the names of the API. */
export type StreamingOptions = {
  readonly [Name in StreamingOptionName]?: z.output<(typeof streamingOptions)[Name]['schema']>;
};

export const optionRules = (name: StreamingOptionName): Option<z.ZodType> => streamingOptions[name];

/** Options of no use without another one being on. */
export const neededOptions: Partial<Record<StreamingOptionName, StreamingOptionName>> = {
  voice_focus_threshold: 'voice_focus',
  max_speakers: 'speaker_labels',
  speaker_labels_revision_interval_ms: 'speaker_labels',
  redact_pii_policies: 'redact_pii',
  redact_pii_sub: 'redact_pii',
};

/** Whether an option works with a model. */
export const suits = (models: OptionModels, { family, languages }: SpeechModel): boolean =>
  models === 'all' ||
  models === family ||
  (models === 'multilingual' && (family === 'pro' || languages.length > 1));

/** Whether a running session of this family takes a new value. */
export const isLive = (name: StreamingOptionName, family: ModelFamily): boolean => {
  const { live } = optionRules(name);
  return live === 'all' || live === family;
};

/** Whether turns are not told before their final: nobody knows then when one is open. */
export const hidesPartials = ({ include_partial_turns, redact_pii }: StreamingOptions): boolean =>
  !(include_partial_turns ?? !redact_pii);
