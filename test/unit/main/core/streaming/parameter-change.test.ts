import { expect, test } from 'vitest';
import { captionParameters } from '../../../../../src/main/core/streaming/connection-query';
import { parameterChange } from '../../../../../src/main/core/streaming/parameter-change';
import type { UncheckedOptions } from '../../../../../src/shared/option-check';

const change = (before: UncheckedOptions, now: UncheckedOptions, model = 'universal-3-6-pro'): object =>
  parameterChange(captionParameters('eu', model, before), captionParameters('eu', model, now));
const english = 'universal-streaming-english';

test('an update has only what changes, falsy values too', () => {
  expect(change({ prompt: 'A', vad_threshold: 0.5 }, { prompt: 'A', vad_threshold: 0 })).toEqual({
    how: 'update',
    fields: { vad_threshold: 0 },
  });
  expect(change({}, { continuous_partials: false, interruption_delay: 0 })).toEqual({
    how: 'update',
    fields: { continuous_partials: false, interruption_delay: 0 },
  });
  expect(change({ keyterms_prompt: ['a'] }, { keyterms_prompt: ['a'] })).toEqual({ how: 'nothing' });
});

test('what is taken away is cleared where that can be said, else it takes a new session', () => {
  const before = { prompt: 'A', language_codes: ['en'], keyterms_prompt: ['a'] };
  expect(change(before, {})).toEqual({
    how: 'update',
    fields: { prompt: '', language_codes: [], keyterms_prompt: [] },
  });
  expect(change({ min_turn_silence: 200 }, {})).toEqual({ how: 'hand-over' });
});

test('a mode sets its preset anew, so that explicit values follow it', () => {
  const explicit = { min_turn_silence: 200, interruption_delay: 0 };
  expect(change({ mode: 'balanced', ...explicit }, { mode: 'min_latency', ...explicit })).toEqual({
    how: 'update',
    fields: { mode: 'min_latency', ...explicit },
  });
});

test.each([
  [{ filter_profanity: true }, english],
  [{ redact_pii: true }, english],
  [{ speaker_labels: true }, 'universal-3-6-pro'],
  [{ voice_focus: 'near-field' }, 'universal-3-6-pro'],
  [{ vad_threshold: 0.3 }, english],
  [{ prompt: 'A', domain: 'medical-v1' }, 'universal-3-6-pro'],
])('%j on %s takes a new session', (now, model) => {
  expect(change({}, now, model)).toEqual({ how: 'hand-over' });
});

test('universal models are told their own options', () => {
  const now = { format_turns: false, end_of_turn_confidence_threshold: 0, max_turn_silence: 900 };
  expect(change({}, now, english)).toEqual({ how: 'update', fields: now });
});

test('another model takes a new session', () => {
  const [pro, older] = ['universal-3-6-pro', 'universal-3-5-pro'].map((model) =>
    captionParameters('eu', model),
  );
  expect(pro && older && parameterChange(pro, older)).toEqual({ how: 'hand-over' });
});
