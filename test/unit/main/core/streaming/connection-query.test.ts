import { expect, test } from 'vitest';
import {
  captionParameters,
  connectionQuery,
  familyOf,
} from '../../../../../src/main/core/streaming/connection-query';
import { zoneIds } from '../../../../../src/shared/zones';

test('a list is one JSON value, never a repeated parameter', () => {
  const query = connectionQuery({ ...captionParameters('eu'), keyterms_prompt: ['Zürich', 'a "b"'] });
  expect(query.getAll('keyterms_prompt')).toEqual(['["Zürich","a \\"b\\""]']);
});

test.each(zoneIds)('%s: names the model, and sends only what may be sent', (zone) => {
  const query = connectionQuery(captionParameters(zone));
  expect(query.has('speech_model')).toBe(zone !== 'device');
  const allowed = ['speech_model', 'sample_rate', 'encoding', 'session_heartbeat', 'format_turns'];
  expect([...query.keys()].filter((name) => !allowed.includes(name))).toEqual([]);
});

test('only universal models are asked to format', () => {
  expect(captionParameters('us', 'universal-3-5-pro').format_turns).toBeUndefined();
  expect(captionParameters('us', 'universal-streaming-english').format_turns).toBe(true);
  expect(captionParameters('device').format_turns).toBeUndefined();
});

test('on this device the engine picks its model, unless one was chosen', () => {
  expect(captionParameters('device').speech_model).toBeUndefined();
  expect(captionParameters('device', 'moonshine-base').speech_model).toBe('moonshine-base');
});

test('a model not in the table is taken by its name', () => {
  expect(familyOf('universal-streaming-next')).toBe('universal');
  expect(familyOf('universal-4-pro')).toBe('pro');
});

test('falsy values and empty lists are sent: they mean something', () => {
  const options = {
    vad_threshold: 0,
    interruption_delay: 0,
    continuous_partials: false,
    previous_context_n_turns: 0,
    language_codes: [],
    prompt: '',
  };
  const query = connectionQuery(captionParameters('eu', 'universal-3-6-pro', options));
  expect(Object.fromEntries(query)).toMatchObject({
    vad_threshold: '0',
    interruption_delay: '0',
    continuous_partials: 'false',
    previous_context_n_turns: '0',
    language_codes: '[]',
    prompt: '',
  });
});

test('a Universal model formats unless told not to', () => {
  const query = connectionQuery(
    captionParameters('us', 'universal-streaming-english', { format_turns: false }),
  );
  expect(query.get('format_turns')).toBe('false');
});

test('an option the model doesn’t work with is refused; the engine on this device ignores it', () => {
  const prompt = { prompt: 'A lecture' };
  expect(() => captionParameters('us', 'universal-streaming-english', prompt)).toThrow(/option-invalid/);
  expect(() => captionParameters('eu', undefined, { webhook_url: 'https://example.org' })).toThrow(/unknown/);
  expect(captionParameters('device', 'moonshine-base', prompt)).toMatchObject(prompt);
  expect(() => captionParameters('device', undefined, { max_turn_silence: 1 })).toThrow(/max_turn_silence/);
});

test('languages the model doesn’t hear are not asked of it, so that the choice outlives a change of the model', () => {
  const options = { language_codes: ['ru', 'de'] };
  expect(captionParameters('eu', undefined, options).language_codes).toEqual(['ru', 'de']);
  expect(captionParameters('eu', 'universal-3-5-pro', options).language_codes).toEqual(['de']);
  expect(captionParameters('us', 'universal-streaming-english', options)).not.toHaveProperty(
    'language_codes',
  );
  expect(() => captionParameters('eu', 'universal-3-5-pro', { language_codes: ['xx'] })).toThrow(
    /option-invalid/,
  );
});
