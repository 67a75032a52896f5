import { sampleRate } from '../../../shared/audio';
import { modelsOf, speechModels, type ModelFamily } from '../../../shared/speech-models';
import type { ZoneId } from '../../../shared/zones';

/**
 * Every query parameter Sotto may send; the type is the whitelist. The server ignores unknown names silently, so a
 * misspelling would go unseen, and `webhook_url`, `llm_gateway` and `_customer_support_audio_capture` would take
 * speech out of its zone (rule Z5): they can't be expressed here.
 */
export interface StreamingParameters {
  /** Always sent to the cloud: AssemblyAI's own default has changed several times. Left out, the engine on this device
   * takes the model it found this computer fast enough for. */
  speech_model?: string;
  sample_rate: number;
  encoding: 'pcm_s16le';
  /** A frame every 5 s: the cheapest sign of life. */
  session_heartbeat: boolean;
  /** Universal models: a second, formatted final for each turn. Pro models always format. */
  format_turns?: boolean;
  /** At most 100 terms of at most 50 characters. */
  keyterms_prompt?: readonly string[];
}

/** Writes the query. Lists go as one JSON value: a repeated parameter is refused with 3006. */
export const connectionQuery = (parameters: StreamingParameters): URLSearchParams => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(name, Array.isArray(value) ? JSON.stringify(value) : String(value));
  }
  return query;
};

/** Family of a model by its id; a model not in the table is taken by its name. */
export const familyOf = (model: string | undefined): ModelFamily =>
  speechModels.find(({ id }) => id === model)?.family ??
  (model?.startsWith('universal-streaming') ? 'universal' : 'pro');

/** What a session for captions asks of the server. `model` absent is the zone's default, on this device the measured one. */
export const captionParameters = (zone: ZoneId, model?: string): StreamingParameters => {
  const speechModel = model ?? (zone === 'device' ? undefined : modelsOf(zone)[0]?.id);
  return {
    ...(speechModel !== undefined && { speech_model: speechModel }),
    sample_rate: sampleRate,
    encoding: 'pcm_s16le',
    session_heartbeat: true,
    ...(familyOf(speechModel) === 'universal' && { format_turns: true }),
  };
};
