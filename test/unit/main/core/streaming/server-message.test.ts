import { expect, test } from 'vitest';
import { parseServerMessage } from '../../../../../src/main/core/streaming/server-message';

const parse = (message: unknown): unknown => parseServerMessage(JSON.stringify(message));

test('reads the messages a session needs', () => {
  expect(parse({ type: 'Begin', id: 'a', expires_at: 1, configuration: { model: 'm', mode: null } })).toEqual(
    {
      type: 'Begin',
      id: 'a',
      expires_at: 1,
      configuration: { model: 'm' },
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
  ['an unknown type', '{"type":"Silence","start_ms":1}'],
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
