import { speechModels } from '../../../src/shared/speech-models';

/** Why the real server would refuse this query with 3006, or undefined. Unknown parameters are ignored, as there. */
export const refusedQuery = (query: URLSearchParams): string | undefined => {
  const model = query.get('speech_model');
  if (model === null) return 'speech_model is required';
  if (!speechModels.some(({ id }) => id === model)) return `Invalid speech_model: ${model}`;
  const rate = Number(query.get('sample_rate') ?? 16_000);
  if (!Number.isInteger(rate) || rate < 8_000 || rate > 96_000) return 'Invalid sample_rate';
  if (!['pcm_s16le', null].includes(query.get('encoding'))) return 'Invalid encoding';
  for (const name of ['session_heartbeat', 'format_turns']) {
    if (!['true', 'false', null].includes(query.get(name))) return `Invalid ${name}`;
  }
  return refusedList(query, 'keyterms_prompt', 100) ?? refusedList(query, 'language_codes', 10);
};

const refusedList = (query: URLSearchParams, name: string, most: number): string | undefined => {
  const values = query.getAll(name);
  if (values.length === 0) return undefined;
  if (values.length > 1) return `Invalid JSON array for ${name}`;
  try {
    const list: unknown = JSON.parse(values[0] ?? '');
    if (!Array.isArray(list)) return `Invalid JSON array for ${name}`;
    return list.length > most ? `Too many values for ${name}` : undefined;
  } catch {
    return `Invalid JSON array for ${name}`;
  }
};
