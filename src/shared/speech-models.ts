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
}

const cloud = ['edge', 'us', 'eu'] as const;

/**
 * Models offered, the first of a zone being its default.
 * Ids and language counts: AssemblyAI's streaming documentation, November 2026.
 */
export const speechModels: readonly SpeechModel[] = [
  { id: 'universal-3-6-pro', label: 'Universal 3.6 Pro', family: 'pro', languages: 32, zones: cloud },
  {
    id: 'universal-3-5-pro',
    label: 'Universal 3.5 Pro',
    family: 'pro',
    languages: 19,
    zones: [...cloud, 'self-hosted'],
  },
  {
    id: 'universal-streaming-english',
    label: 'Universal Streaming English',
    family: 'universal',
    languages: 1,
    zones: [...cloud, 'self-hosted'],
  },
  {
    id: 'universal-streaming-multilingual',
    label: 'Universal Streaming Multilingual',
    family: 'universal',
    languages: 6,
    zones: [...cloud, 'self-hosted'],
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
