import { z } from 'zod';

/**
 * Messages of AssemblyAI's streaming v3 (docs "Streaming API: messages", SDK types of `assemblyai` 4.41).
 * What captions can do without is optional, and left out where it has another type than documented: a server that says
 * more, or less, or says it differently, must not end a session or cost a turn.
 */
const lax = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(undefined);

const wordSchema = z.object({
  text: z.string(),
  /** ms since this session's first audio. */
  start: z.number(),
  end: z.number(),
  word_is_final: lax(z.boolean()),
  confidence: lax(z.number()),
  /** Diarization label of this word alone; captions use the turn's. */
  speaker: lax(z.string()),
});

/** What the server says it does: the only proof, since it ignores what it doesn't know. */
const configurationSchema = z.object({
  model: lax(z.string()),
  mode: lax(z.string()),
  api_version: lax(z.string()),
  speaker_labels: lax(z.boolean()),
  redact_pii: lax(z.boolean()),
  filter_profanity: lax(z.boolean()),
  domain: lax(z.string()),
  voice_focus: lax(z.string()),
});

const beginSchema = z.object({
  type: z.literal('Begin'),
  id: z.string(),
  /** Unix seconds. */
  expires_at: lax(z.number()),
  configuration: lax(configurationSchema),
});

const turnSchema = z.object({
  type: z.literal('Turn'),
  turn_order: z.int(),
  end_of_turn: z.boolean(),
  turn_is_formatted: lax(z.boolean()),
  /** Advisory: Pro models say 0 or 1. */
  end_of_turn_confidence: lax(z.number()),
  transcript: lax(z.string()),
  /** Universal models: set once at a short pause. Captions don't need it. */
  utterance: lax(z.string()),
  words: lax(z.array(wordSchema)),
  language_code: lax(z.string()),
  language_confidence: lax(z.number()),
  /** A letter, or `PENDING` (formerly `UNKNOWN`). */
  speaker_label: lax(z.string()),
  speaker_confidence: lax(z.number()),
});

const speechStartedSchema = z.object({
  type: z.literal('SpeechStarted'),
  timestamp: lax(z.number()),
  confidence: lax(z.number()),
});

const heartbeatSchema = z.object({
  type: z.literal('Heartbeat'),
  total_audio_received_ms: lax(z.number()),
  total_duration_ms: lax(z.number()),
  realtime_factor: lax(z.number()),
  max_speech_probability: lax(z.number()),
});

/** Ranges may overlap speech that was told: the gateway replays a little after an inner reconnect. */
const silenceSchema = z.object({
  type: z.literal('Silence'),
  start_ms: lax(z.number()),
  end_ms: lax(z.number()),
});

/** Other speakers for turns that had their final; text and times never change. */
const speakerRevisionSchema = z.object({
  type: z.literal('SpeakerRevision'),
  revisions: z.array(
    z
      .object({ turn_order: z.int(), speaker_label: lax(z.string()) })
      .nullable()
      .catch(null),
  ),
});

const terminationSchema = z.object({
  type: z.literal('Termination'),
  audio_duration_seconds: lax(z.number()),
  session_duration_seconds: lax(z.number()),
});

const warningSchema = z.object({
  type: z.literal('Warning'),
  warning_code: lax(z.number()),
  warning: lax(z.string()),
});

/** Some gateways send errors without `type`; those need their text to be known for errors. */
const errorSchema = z.object({
  type: z.literal('Error').default('Error'),
  error_code: lax(z.number()),
  error: z.string(),
});

const knownSchemas = {
  Begin: beginSchema,
  Turn: turnSchema,
  SpeechStarted: speechStartedSchema,
  Heartbeat: heartbeatSchema,
  Silence: silenceSchema,
  SpeakerRevision: speakerRevisionSchema,
  Termination: terminationSchema,
  Warning: warningSchema,
  Error: errorSchema.extend({ error: z.string().catch('') }),
} as const;

export type ServerConfiguration = z.infer<typeof configurationSchema>;
export type BeginMessage = z.infer<typeof beginSchema>;
export type TurnMessage = z.infer<typeof turnSchema>;
export type HeartbeatMessage = z.infer<typeof heartbeatSchema>;
export type SpeakerRevisionMessage = z.infer<typeof speakerRevisionSchema>;
export type WarningMessage = z.infer<typeof warningSchema>;
export type ErrorMessage = z.infer<typeof errorSchema>;
/** A message Sotto has no use for, or can't read. Kept as data so that it can be logged. */
export interface OtherMessage {
  type: 'other';
  detail: string;
}
export type ServerMessage =
  | BeginMessage
  | TurnMessage
  | z.infer<typeof speechStartedSchema>
  | HeartbeatMessage
  | z.infer<typeof silenceSchema>
  | SpeakerRevisionMessage
  | z.infer<typeof terminationSchema>
  | WarningMessage
  | ErrorMessage
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
