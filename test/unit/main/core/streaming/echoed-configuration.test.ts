import { expect, test } from 'vitest';
import { captionParameters } from '../../../../../src/main/core/streaming/connection-query';
import { echoProblem } from '../../../../../src/main/core/streaming/echoed-configuration';
import type { UncheckedOptions } from '../../../../../src/shared/option-check';

const asked = (options: UncheckedOptions = {}) => captionParameters('eu', 'universal-3-6-pro', options);
const plain = {
  model: 'universal-3-6-pro',
  mode: 'balanced',
  api_version: '2025-05-12',
  speaker_labels: false,
  redact_pii: false,
  filter_profanity: false,
  domain: null,
  voice_focus: null,
};

test('a server that does what it was asked is nothing to speak of', () => {
  expect(echoProblem(asked(), plain, 'host')).toBeUndefined();
  const options = {
    mode: 'max_accuracy',
    redact_pii: true,
    filter_profanity: true,
    domain: 'medical-v1',
    voice_focus: 'far-field',
  };
  expect(echoProblem(asked(options), { ...plain, ...options }, 'host')).toBeUndefined();
});

test('what a server leaves out of its echo, an older one say, is not held against it', () => {
  expect(echoProblem(asked({ redact_pii: true }), undefined, 'host')).toBeUndefined();
  expect(echoProblem(asked({ redact_pii: true }), { model: 'universal-3-6-pro' }, 'host')).toBeUndefined();
  expect(echoProblem(asked(), { ...plain, model: null }, 'host')).toBeUndefined();
});

test('every difference is named, also what nobody asked for', () => {
  const echo = { ...plain, speaker_labels: true, mode: null };
  expect(echoProblem(asked({ redact_pii: true, mode: 'min_latency' }), echo, 'host')).toEqual({
    code: 'options-differ',
    params: {
      host: 'host',
      differences:
        'mode: off (asked: min_latency); speaker_labels: true (asked: off); redact_pii: off (asked: true)',
    },
  });
});

test('another model alone has its own words', () => {
  expect(echoProblem(asked(), { ...plain, model: 'universal-3-5-pro' }, 'host')).toEqual({
    code: 'model-differs',
    params: { asked: 'universal-3-6-pro', model: 'universal-3-5-pro' },
  });
});

test('with speaker labels a session has a profile instead of the mode', () => {
  const options = { mode: 'min_latency', speaker_labels: true };
  expect(echoProblem(asked(options), { ...plain, mode: null, speaker_labels: true }, 'host')).toBeUndefined();
});
