import { z } from 'zod';
import { sampleRate } from '../../../shared/audio';
import { defaultTurnSilence, type TurnSilence } from './endpointing';
import { moonshineModelId, moonshineSizes, type MoonshineSize } from './moonshine';

/** What a client asked for in the socket's query. Names and ranges: AssemblyAI streaming v3. */
export interface SessionParameters {
  /** Absent: the engine's own choice. */
  readonly size?: MoonshineSize;
  readonly silence: TurnSilence;
  readonly sessionHeartbeat: boolean;
  /** Seconds without audio or message after which the session is closed; absent is never. */
  readonly inactivityTimeout?: number;
}

/** A value the protocol doesn't allow; the message is the `error` text of the frame that says so. */
export class ParameterError extends Error {}

const silenceMs = z.number().int().min(50).max(10_000);
const silenceText = z.coerce.number().pipe(silenceMs);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const query = z.object({
  sample_rate: z.coerce
    .number()
    .refine((rate) => rate === sampleRate, `must be ${sampleRate}`)
    .optional(),
  encoding: z.literal('pcm_s16le').optional(),
  speech_model: z.enum(moonshineSizes.map(moonshineModelId)).optional(),
  min_turn_silence: silenceText.optional(),
  max_turn_silence: silenceText.optional(),
  session_heartbeat: flag.optional(),
  inactivity_timeout: z.coerce.number().int().min(5).max(3600).optional(),
});

const update = z.object({
  min_turn_silence: silenceMs.optional(),
  max_turn_silence: silenceMs.optional(),
  session_heartbeat: z.boolean().optional(),
});
export type SessionUpdate = Partial<Pick<SessionParameters, 'silence' | 'sessionHeartbeat'>>;

const parse = <Schema extends z.ZodType>(schema: Schema, values: unknown): z.output<Schema> => {
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ParameterError(`Invalid parameter ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
};

const silenceOf = (
  given: { min_turn_silence?: number | undefined; max_turn_silence?: number | undefined },
  current: TurnSilence,
): TurnSilence => ({
  minTurnSilenceMs: given.min_turn_silence ?? current.minTurnSilenceMs,
  maxTurnSilenceMs: given.max_turn_silence ?? current.maxTurnSilenceMs,
});

/** Reads the query; what the engine doesn't know it ignores, as the cloud service does. Throws {@link ParameterError}. */
export const parseQuery = (search: URLSearchParams): SessionParameters => {
  const given = parse(query, Object.fromEntries(search));
  const size = moonshineSizes.find((one) => moonshineModelId(one) === given.speech_model);
  return {
    ...(size && { size }),
    silence: silenceOf(given, defaultTurnSilence),
    sessionHeartbeat: given.session_heartbeat ?? false,
    ...(given.inactivity_timeout !== undefined && { inactivityTimeout: given.inactivity_timeout }),
  };
};

/** Reads an `UpdateConfiguration` message. Throws {@link ParameterError}. */
export const parseUpdate = (message: unknown, current: TurnSilence): SessionUpdate => {
  const given = parse(update, message);
  return {
    silence: silenceOf(given, current),
    ...(given.session_heartbeat !== undefined && { sessionHeartbeat: given.session_heartbeat }),
  };
};
