import type { TurnState } from './engine-session';
import { moonshineModelId, type MoonshineSize } from './moonshine';

// What the engine sends: the server messages of AssemblyAI streaming v3, as one `transcript` per turn that is
// replaced by `turn_order` (the way its Pro models send them).

/** Version of the protocol spoken, as the cloud service names it. */
const apiVersion = '2025-05-12';

/** @param expiresAtMs ms since 1970. */
export const beginMessage = (id: string, expiresAtMs: number, size: MoonshineSize): object => ({
  type: 'Begin',
  id,
  expires_at: Math.floor(expiresAtMs / 1000),
  configuration: {
    model: moonshineModelId(size),
    mode: null,
    api_version: apiVersion,
    speaker_labels: false,
    redact_pii: false,
    filter_profanity: false,
    domain: null,
    voice_focus: null,
  },
});

/** Text is punctuated from the first partial on. Times and confidences are estimates. */
export const turnMessage = ({ order, words, final }: TurnState): object => {
  const transcript = words.map(({ text }) => text).join(' ');
  return {
    type: 'Turn',
    turn_order: order,
    turn_is_formatted: true,
    end_of_turn: final,
    end_of_turn_confidence: final ? 1 : 0,
    transcript,
    utterance: final ? transcript : '',
    words: words.map((word) => ({
      text: word.text,
      start: word.startMs,
      end: word.endMs,
      confidence: Number(word.confidence.toFixed(3)),
      word_is_final: word.final,
    })),
  };
};

export const terminationMessage = (audioMs: number, sessionMs: number): object => ({
  type: 'Termination',
  audio_duration_seconds: Math.round(audioMs / 1000),
  session_duration_seconds: Math.round(sessionMs / 1000),
});

/** Audio and session time in ms; the factor is audio received per time since the heartbeat before. */
export const heartbeatMessage = (beat: {
  receivedMs: number;
  sessionMs: number;
  realtimeFactor: number;
  maxSpeechProbability: number;
}): object => ({
  type: 'Heartbeat',
  total_audio_received_ms: Math.round(beat.receivedMs),
  total_duration_ms: Math.round(beat.sessionMs),
  realtime_factor: Number(beat.realtimeFactor.toFixed(3)),
  max_speech_probability: Number(beat.maxSpeechProbability.toFixed(3)),
});

export const errorMessage = (code: number, text: string): object => ({
  type: 'Error',
  error_code: code,
  error: text,
});
