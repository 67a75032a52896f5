import type { MessageId } from './locales/messages';
import type { ZoneId } from './zones';

/** `pro` rewrites the whole turn with each message; `universal` sends immutable words. */
export type ModelFamily = 'pro' | 'universal';

export interface SpeechModel {
  /** Value of the `speech_model` parameter. */
  readonly id: string;
  readonly label: string;
  readonly family: ModelFamily;
  /** Codes of the languages it hears, as in the option `language_codes`. */
  readonly languages: readonly string[];
  /** Message id of the sentence that says what it is good for; a model that isn't in the table has none. */
  readonly bestForKey?: `model.${string}.best-for` & MessageId;
  readonly zones: readonly ZoneId[];
  /** What AssemblyAI takes for an hour that a session is open, without options; absent where nothing is paid. */
  readonly usdPerHour?: number;
}

const cloud = ['edge', 'us', 'eu'] as const;

/** AssemblyAI's page on streaming languages (FAQ, 2026): Universal Streaming Multilingual, and what 3.5 Pro adds to it. */
const sixLanguages = ['en', 'es', 'de', 'fr', 'it', 'pt'];
const nineteenLanguages = [
  ...sixLanguages,
  ...['tr', 'nl', 'sv', 'no', 'da', 'fi', 'hi', 'vi', 'ar', 'he', 'ja', 'ur', 'zh'],
];
/** 3.6 Pro: what the server's own check of `language_codes` accepts (September 2026), 32 as the documentation says. */
export const allLanguages: readonly string[] = [
  ...nineteenLanguages,
  ...['ru', 'ko', 'ca', 'gl', 'ro', 'et', 'fa', 'yue', 'af', 'mr', 'zu', 'xh', 'nn'],
];

/** When the prices below were read, as a date of UTC. */
export const pricesAsOf = Date.UTC(2026, 9, 7);

/**
 * Public prices of AssemblyAI's streaming, USD for each hour a session is open (AssemblyAI's price list as quoted in
 * October 2026; sessions side by side add up, and no zone costs more than another). Pro includes `keyterms_prompt`.
 */
const usdPerHour = { pro: 0.45, universal: 0.15 } as const;

/**
 * What an option adds, by its protocol name; same source. Where quotes differ (key terms 0.04 or 0.05, redaction 0.08 or
 * 0.12) the higher one holds: an estimate should not promise too little.
 */
const surcharges: readonly { option: string; usdPerHour: number; family?: ModelFamily }[] = [
  { option: 'keyterms_prompt', usdPerHour: 0.05, family: 'universal' },
  { option: 'speaker_labels', usdPerHour: 0.12 },
  { option: 'redact_pii', usdPerHour: 0.12 },
  { option: 'voice_focus', usdPerHour: 0.1 },
  { option: 'domain', usdPerHour: 0.15 },
  { option: 'filter_profanity', usdPerHour: 0.01 },
];

/**
 * Models offered, the first of a zone being its default.
 * Ids and language counts: AssemblyAI's streaming documentation, November 2026.
 */
export const speechModels: readonly SpeechModel[] = [
  {
    id: 'universal-3-6-pro',
    label: 'Universal 3.6 Pro',
    family: 'pro',
    languages: allLanguages,
    bestForKey: 'model.universal-3-6-pro.best-for',
    zones: cloud,
    usdPerHour: usdPerHour.pro,
  },
  {
    id: 'universal-3-5-pro',
    label: 'Universal 3.5 Pro',
    family: 'pro',
    languages: nineteenLanguages,
    bestForKey: 'model.universal-3-5-pro.best-for',
    zones: [...cloud, 'self-hosted'],
    usdPerHour: usdPerHour.pro,
  },
  {
    id: 'universal-streaming-english',
    label: 'Universal Streaming English',
    family: 'universal',
    languages: ['en'],
    bestForKey: 'model.universal-streaming-english.best-for',
    zones: [...cloud, 'self-hosted'],
    usdPerHour: usdPerHour.universal,
  },
  {
    id: 'universal-streaming-multilingual',
    label: 'Universal Streaming Multilingual',
    family: 'universal',
    languages: sixLanguages,
    bestForKey: 'model.universal-streaming-multilingual.best-for',
    zones: [...cloud, 'self-hosted'],
    usdPerHour: usdPerHour.universal,
  },
  {
    id: 'moonshine-tiny',
    label: 'Moonshine Tiny',
    family: 'pro',
    languages: ['en'],
    bestForKey: 'model.moonshine-tiny.best-for',
    zones: ['device'],
  },
  {
    id: 'moonshine-base',
    label: 'Moonshine Base',
    family: 'pro',
    languages: ['en'],
    bestForKey: 'model.moonshine-base.best-for',
    zones: ['device'],
  },
];

export const modelsOf = (zone: ZoneId): readonly SpeechModel[] =>
  speechModels.filter((model) => model.zones.includes(zone));

/** The model of this id. One that isn't in the table is taken by its name. */
export const speechModelOf = (id: string): SpeechModel =>
  speechModels.find((model) => model.id === id) ?? {
    id,
    label: id,
    family: id.startsWith('universal-streaming') ? 'universal' : 'pro',
    languages: id.endsWith('-english') ? ['en'] : allLanguages,
    zones: [],
  };

/** Whether an option is in use, as a value or as the text of a query. */
const isOn = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : !['undefined', 'null', 'false', '', '[]'].includes(String(value));

/** What an option adds to the price of a model, USD an hour; 0 where it is included or nothing is paid. */
export const surchargeOf = (option: string, { family, usdPerHour: base }: SpeechModel): number =>
  base === undefined
    ? 0
    : surcharges
        .filter((one) => one.option === option && (one.family ?? family) === family)
        .reduce((sum, { usdPerHour }) => sum + usdPerHour, 0);

/**
 * Public price of an open session in a zone of AssemblyAI, USD an hour; undefined for a model without one.
 * @param options connection parameters by their protocol names, as values or as in the query
 */
export const usdPerOpenHour = (
  model: string,
  options: Readonly<Record<string, unknown>> = {},
): number | undefined => {
  const known = speechModels.find(({ id }) => id === model);
  if (known?.usdPerHour === undefined) return undefined;
  return surcharges
    .filter(({ family = known.family }) => family === known.family)
    .filter(({ option }) => isOn(options[option]))
    .reduce((sum, { usdPerHour: more }) => sum + more, known.usdPerHour);
};
