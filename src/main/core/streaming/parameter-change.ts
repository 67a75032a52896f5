import {
  isLive,
  optionRules,
  streamingOptions,
  type StreamingOptionName,
} from '../../../shared/streaming-options';
import { familyOf, type StreamingParameters } from './connection-query';

/** How a running session comes to have other parameters. */
export type ParameterChange =
  | { readonly how: 'nothing' }
  /** Fields of an `UpdateConfiguration`: only what changes. */
  | { readonly how: 'update'; readonly fields: Readonly<Record<string, unknown>> }
  /** Only a new session can have them. */
  | { readonly how: 'hand-over' };

/** What a mode sets: sending it again sets these anew, so that values asked for explicitly have to follow. */
const presetByMode = ['min_turn_silence', 'max_turn_silence', 'interruption_delay'] as const;

const isOption = (name: string): name is StreamingOptionName => Object.hasOwn(streamingOptions, name);
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What turns a session with the parameters `now` into one with those `wanted`. */
export const parameterChange = (now: StreamingParameters, wanted: StreamingParameters): ParameterChange => {
  const family = familyOf(now.speech_model);
  const fields: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(now), ...Object.keys(wanted)]) as Set<
    keyof StreamingParameters
  >) {
    if (isSame(now[name], wanted[name])) continue;
    const value = wanted[name] ?? (isOption(name) ? optionRules(name).cleared : undefined);
    if (!isOption(name) || !isLive(name, family) || value === undefined) return { how: 'hand-over' };
    fields[name] = value;
  }
  if (fields['mode'] !== undefined) {
    for (const name of presetByMode) if (wanted[name] !== undefined) fields[name] = wanted[name];
  }
  return Object.keys(fields).length > 0 ? { how: 'update', fields } : { how: 'nothing' };
};
