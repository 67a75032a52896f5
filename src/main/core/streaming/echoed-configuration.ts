import type { Problem } from '../../../shared/problems';
import type { StreamingParameters } from './connection-query';
import type { ServerConfiguration } from './server-message';

interface Difference {
  name: string;
  asked: string;
  does: string;
}

/** Off, not asked for and null are the same. */
const set = (value: unknown): unknown => (value === false ? undefined : (value ?? undefined));

/**
 * Compares what the server says it does (`Begin.configuration`) with what was asked: it ignores silently what it
 * doesn't know or support, so its echo is the only proof. What it leaves out of the echo is not compared.
 */
const differencesOf = (asked: StreamingParameters, does: ServerConfiguration): Difference[] => {
  const { speech_model, mode, speaker_labels, redact_pii, filter_profanity, domain, voice_focus } = asked;
  const pairs: [name: string, asked: unknown, does: unknown][] = [
    ['speech_model', speech_model, speech_model === undefined ? undefined : (does.model ?? undefined)],
    // Sessions with speaker labels have a profile of their own instead of a mode; not asked for, it is the server's.
    ['mode', mode, mode === undefined || speaker_labels ? undefined : does.mode],
    ['speaker_labels', speaker_labels, does.speaker_labels],
    ['redact_pii', redact_pii, does.redact_pii],
    ['filter_profanity', filter_profanity, does.filter_profanity],
    ['domain', domain, does.domain],
    ['voice_focus', voice_focus, does.voice_focus],
  ];
  return pairs
    .filter(([, wanted, echoed]) => echoed !== undefined && set(wanted) !== set(echoed))
    .map(([name, wanted, echoed]) => ({
      name,
      asked: String(set(wanted) ?? 'off'),
      does: String(set(echoed) ?? 'off'),
    }));
};

/** What a person should know of a session that does other than asked; captions go on. */
export const echoProblem = (
  asked: StreamingParameters,
  does: ServerConfiguration | undefined,
  host: string,
): Problem | undefined => {
  const found = differencesOf(asked, does ?? {});
  const [first] = found;
  if (!first) return undefined;
  if (found.length === 1 && first.name === 'speech_model') {
    return { code: 'model-differs', params: { asked: first.asked, model: first.does } };
  }
  const list = found.map(({ name, asked: wanted, does: echoed }) => `${name}: ${echoed} (asked: ${wanted})`);
  return { code: 'options-differ', params: { host, differences: list.join('; ') } };
};
