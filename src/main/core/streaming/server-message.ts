import { z } from 'zod';

/**
 * Messages of AssemblyAI's streaming v3 (docs "Streaming API: messages", SDK types of `assemblyai` 4.41).
 * Everything that isn't needed is optional: a server that says more, or less, must not end a session.
 */
const wordSchema = z.object({
  text: z.string(),
  /** ms since this session's first audio. */
  start: z.number(),
  end: z.number(),
  word_is_final: z.boolean().nullish(),
});

const beginSchema = z.object({
  type: z.literal('Begin'),
  id: z.string(),
  /** Unix seconds. */
  expires_at: z.number().nullish(),
  configuration: z.object({ model: z.string().nullish() }).nullish(),
});

const turnSchema = z.object({
  type: z.literal('Turn'),
  turn_order: z.int(),
  end_of_turn: z.boolean(),
  turn_is_formatted: z.boolean().nullish(),
  transcript: z.string().nullish(),
  words: z.array(wordSchema).nullish(),
  speaker_label: z.string().nullish(),
});

const heartbeatSchema = z.object({
  type: z.literal('Heartbeat'),
  total_audio_received_ms: z.number().nullish(),
  realtime_factor: z.number().nullish(),
});

const terminationSchema = z.object({
  type: z.literal('Termination'),
  audio_duration_seconds: z.number().nullish(),
  session_duration_seconds: z.number().nullish(),
});

const warningSchema = z.object({
  type: z.literal('Warning'),
  warning_code: z.number().nullish(),
  warning: z.string().nullish(),
});

/** Some gateways send errors without `type`. */
const errorSchema = z.object({
  type: z.literal('Error').default('Error'),
  error_code: z.number().nullish(),
  error: z.string(),
});

const knownSchemas = {
  Begin: beginSchema,
  Turn: turnSchema,
  Heartbeat: heartbeatSchema,
  Termination: terminationSchema,
  Warning: warningSchema,
  Error: errorSchema,
} as const;

export type BeginMessage = z.infer<typeof beginSchema>;
export type TurnMessage = z.infer<typeof turnSchema>;
export type HeartbeatMessage = z.infer<typeof heartbeatSchema>;
export type ErrorMessage = z.infer<typeof errorSchema>;
/** A message Sotto has no use for, or can't read. Kept as data so that it can be logged. */
export interface OtherMessage {
  type: 'other';
  detail: string;
}
export type ServerMessage =
  | BeginMessage
  | TurnMessage
  | HeartbeatMessage
  | ErrorMessage
  | z.infer<typeof terminationSchema>
  | z.infer<typeof warningSchema>
  | OtherMessage;

const other = (detail: string): OtherMessage => ({ type: 'other', detail });

/** Reads one frame from the server. Never throws; what can't be read is `other`. */
export const parseServerMessage = (data: string | Uint8Array): ServerMessage => {
  if (typeof data !== 'string') return other(`binary frame of ${data.byteLength} bytes`);
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return other('not JSON');
  }
  if (typeof value !== 'object' || value === null) return other('not an object');
  const type = 'type' in value ? value.type : undefined;
  if (type === undefined && 'error' in value) return errorSchema.safeParse(value).data ?? other('bad Error');
  if (typeof type !== 'string') return other('no type');
  if (!Object.hasOwn(knownSchemas, type)) return other(`type ${type.slice(0, 40)}`);
  const parsed = knownSchemas[type as keyof typeof knownSchemas].safeParse(value);
  return parsed.success ? parsed.data : other(`bad ${type}: ${z.prettifyError(parsed.error)}`);
};
