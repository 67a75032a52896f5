import { modelsOf, speechModelOf, type SpeechModel } from '../../../shared/speech-models';
import {
  neededOptions,
  optionRules,
  suits,
  type StreamingOptionName,
} from '../../../shared/streaming-options';
import type { ZoneId } from '../../../shared/zones';
import { usePolicyLimits, useSettings } from './settings';
import { useZones } from './zones';

/** Models of a zone that may be chosen, and the one that hears: chosen, or the first allowed. */
export function useSpeechModels(): {
  zone: ZoneId;
  /** The zone's models, and a chosen one that the table doesn't know. */
  models: readonly SpeechModel[];
  isAllowed: (id: string) => boolean;
  inUse: SpeechModel;
} {
  const { inForce: zone } = useZones();
  const { models: chosen } = useSettings();
  const limits = usePolicyLimits();
  const isAllowed = (id: string): boolean => limits.models?.includes(id) ?? true;
  const offered = modelsOf(zone);
  const own = chosen[zone];
  const models =
    own === undefined || offered.some(({ id }) => id === own) ? offered : [...offered, speechModelOf(own)];
  const id = own ?? offered.find((model) => isAllowed(model.id))?.id ?? offered[0]?.id ?? '';
  return { zone, models, isAllowed, inUse: speechModelOf(id) };
}

/** Whether a model does what an option asks for; the models on this device caption and nothing more. */
export const isOffered = (name: StreamingOptionName, model: SpeechModel): boolean =>
  suits(optionRules(name).models, model) && !modelsOf('device').some(({ id }) => id === model.id);

/** A change of speech options that takes one away, and with it those that are nothing without it. */
export const withoutOption = (
  name: StreamingOptionName,
): Partial<Record<StreamingOptionName, undefined>> => ({
  [name]: undefined,
  ...Object.fromEntries(
    Object.entries(neededOptions)
      .filter(([, needed]) => needed === name)
      .map(([dependent]) => [dependent, undefined]),
  ),
});
