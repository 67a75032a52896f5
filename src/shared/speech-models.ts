import type { ZoneId } from './zones';

/** `pro` rewrites the whole turn with each message; `universal` sends immutable words. */
export type ModelFamily = 'pro' | 'universal';

export interface SpeechModel {
  /** Value of the `speech_model` parameter. */
  readonly id: string;
  readonly label: string;
  readonly family: ModelFamily;
  /** How many languages it hears; 1 means English only. */
  readonly languages: number;
  readonly zones: readonly ZoneId[];
  /** What AssemblyAI takes for an hour that a session is open, without options; absent where nothing is paid. */
  readonly usdPerHour?: number;
}

const cloud = ['edge', 'us', 'eu'] as const;

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
    languages: 32,
    zones: cloud,
    usdPerHour: usdPerHour.pro,
  },
  {
    id: 'universal-3-5-pro',
    label: 'Universal 3.5 Pro',
    family: 'pro',
    languages: 19,
    zones: [...cloud, 'self-hosted'],
    usdPerHour: usdPerHour.pro,
  },
  {
    id: 'universal-streaming-english',
    label: 'Universal Streaming English',
    family: 'universal',
    languages: 1,
    zones: [...cloud, 'self-hosted'],
    usdPerHour: usdPerHour.universal,
  },
  {
    id: 'universal-streaming-multilingual',
    label: 'Universal Streaming Multilingual',
    family: 'universal',
    languages: 6,
    zones: [...cloud, 'self-hosted'],
    usdPerHour: usdPerHour.universal,
  },
  {
    id: 'moonshine-tiny',
    label: 'On this device, fast',
    family: 'pro',
    languages: 1,
    zones: ['device'],
  },
  {
    id: 'moonshine-base',
    label: 'On this device, accurate',
    family: 'pro',
    languages: 1,
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
    languages: id.endsWith('-english') ? 1 : 2,
    zones: [],
  };

/** Whether an option is in use, as a value or as the text of a query. */
const isOn = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : !['undefined', 'null', 'false', '', '[]'].includes(String(value));

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
