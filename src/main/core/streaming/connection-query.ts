import { sampleRate } from '../../../shared/audio';
import { askedLanguages } from '../../../shared/caption-languages';
import { checkOptions, type UncheckedOptions } from '../../../shared/option-check';
import { modelsOf, speechModelOf, type ModelFamily } from '../../../shared/speech-models';
import type { StreamingOptions } from '../../../shared/streaming-options';
import type { ZoneId } from '../../../shared/zones';

/** Every query parameter Sotto may send; the type is the whitelist (see streaming-options.ts). */
export interface StreamingParameters extends StreamingOptions {
  /** Always sent to the cloud: AssemblyAI's own default has changed several times. Left out, the engine on this device
   * takes the model it found this computer fast enough for. */
  readonly speech_model?: string;
  readonly sample_rate: number;
  readonly encoding: 'pcm_s16le';
  /** A frame every 5 s: the cheapest sign of life. */
  readonly session_heartbeat: boolean;
}

/** Writes the query. Lists go as one JSON value: a repeated parameter is refused with 3006. */
export const connectionQuery = (parameters: StreamingParameters): URLSearchParams => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(name, Array.isArray(value) ? JSON.stringify(value) : String(value));
  }
  return query;
};

/** Family of a model by its id; the engine on this device, which may pick its model, tells turns as Pro models do. */
export const familyOf = (model: string | undefined): ModelFamily =>
  model === undefined ? 'pro' : speechModelOf(model).family;

/**
 * What a session for captions asks of the server. Throws ProblemError `option-invalid`.
 * @param model absent is the zone's default, on this device the one timing found right
 * @param options the engine on this device ignores those it doesn't know; languages that the model doesn't hear are left
 * out, so that the choice can be kept over a change of the model
 */
export const captionParameters = (
  zone: ZoneId,
  model?: string,
  options: UncheckedOptions = {},
): StreamingParameters => {
  const speechModel = model ?? (zone === 'device' ? undefined : modelsOf(zone)[0]?.id);
  const known = zone === 'device' || speechModel === undefined ? undefined : speechModelOf(speechModel);
  return {
    ...(speechModel !== undefined && { speech_model: speechModel }),
    sample_rate: sampleRate,
    encoding: 'pcm_s16le',
    session_heartbeat: true,
    ...(familyOf(speechModel) === 'universal' && { format_turns: true }),
    ...checkOptions(known ? askedLanguages(options, known) : options, known),
  };
};
