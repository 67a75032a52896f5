import { expect, test } from 'vitest';
import { parseServerMessage } from '../../../../../src/main/core/streaming/server-message';

const parse = (message: unknown): unknown => parseServerMessage(JSON.stringify(message));

test('reads the messages a session needs', () => {
  expect(parse({ type: 'Begin', id: 'a', expires_at: 1, configuration: { model: 'm', mode: null } })).toEqual(
    {
      type: 'Begin',
      id: 'a',
      expires_at: 1,
      configuration: { model: 'm', mode: null },
    },
  );
  expect(
    parse({ type: 'Turn', turn_order: 0, end_of_turn: true, transcript: null, words: null }),
  ).toMatchObject({
    type: 'Turn',
    end_of_turn: true,
  });
  expect(parse({ type: 'Heartbeat', total_audio_received_ms: 5 })).toMatchObject({
    total_audio_received_ms: 5,
  });
});

test('an error is read with and without its type', () => {
  const error = { error_code: 1008, error: 'Invalid API key' };
  expect(parse({ type: 'Error', ...error })).toEqual({ type: 'Error', ...error });
  expect(parse(error)).toEqual({ type: 'Error', ...error });
});

test.each([
  ['not JSON', 'not json'],
  ['an empty frame', ''],
  ['null', 'null'],
  ['a list', '[1]'],
  ['no type', '{"a":1}'],
  ['a type that is no text', '{"type":7}'],
  ['an unknown type', '{"type":"LLMGatewayResponse","turn_order":1}'],
  ['a name every object has', '{"type":"constructor"}'],
  ['a Turn without its order', '{"type":"Turn","end_of_turn":true}'],
  ['a Begin without id', '{"type":"Begin"}'],
  ['an error that is no text', '{"error":{"a":1}}'],
])('%s is other, not an exception', (_, frame) => {
  expect(parseServerMessage(frame).type).toBe('other');
});

test('a binary frame is other', () => {
  expect(parseServerMessage(new Uint8Array(3))).toEqual({ type: 'other', detail: 'binary frame of 3 bytes' });
});

test('reads what is said of speech, silence and speakers', () => {
  expect(parse({ type: 'SpeechStarted', timestamp: 7, confidence: 1 })).toMatchObject({ timestamp: 7 });
  expect(parse({ type: 'Silence', start_ms: 1, end_ms: 2 })).toMatchObject({ type: 'Silence', end_ms: 2 });
  expect(parse({ type: 'Warning', warning_code: 1, warning: 'slow' })).toMatchObject({ warning: 'slow' });
  const turn = {
    turn_order: 0,
    end_of_turn: true,
    language_code: 'de',
    language_confidence: 0.9,
    utterance: '',
  };
  const words = [{ text: 'Ja.', start: 0, end: 1, confidence: 1, word_is_final: true, speaker: 'A' }];
  expect(parse({ type: 'Turn', ...turn, words })).toEqual({ type: 'Turn', ...turn, words });
});

test('one unreadable revision of a speaker doesn’t cost the others', () => {
  const revisions = [{ turn_order: 'x' }, { turn_order: 1, speaker_label: 'B', words: [] }, null];
  expect(parse({ type: 'SpeakerRevision', revisions })).toMatchObject({
    revisions: [null, { turn_order: 1, speaker_label: 'B' }, null],
  });
});

test('a Turn is worth its text, whatever else is wrong with it', () => {
  const odd = { words: [{ text: 7 }], language_code: 7, speaker_label: {}, turn_is_formatted: 'yes' };
  expect(
    parse({ type: 'Turn', turn_order: 3, end_of_turn: true, transcript: 'Kept.', ...odd }),
  ).toMatchObject({
    turn_order: 3,
    end_of_turn: true,
    transcript: 'Kept.',
  });
});

test('an Error that doesn’t say why is still one', () => {
  expect(parse({ type: 'Error', error_code: 1008, error: { a: 1 } })).toEqual({
    type: 'Error',
    error_code: 1008,
    error: '',
  });
});
