import { expect, test } from 'vitest';
import { ChannelTurns } from '../../../../../src/main/core/captions/channel-turns';
import type { TurnMessage } from '../../../../../src/main/core/streaming/server-message';
import type { Caption, SpeakerChange } from '../../../../../src/shared/captions';
import type { ModelFamily } from '../../../../../src/shared/speech-models';

interface Said {
  session?: number;
  connection?: number;
  family?: ModelFamily;
  formats?: boolean;
  start?: number;
  end?: number;
}

const collect = (): {
  captions: Caption[];
  speakers: SpeakerChange[];
  turns: ChannelTurns;
  turn: (message: Partial<TurnMessage>, said?: Said) => number | undefined;
} => {
  const captions: Caption[] = [];
  const speakers: SpeakerChange[] = [];
  const turns = new ChannelTurns(
    'you',
    (caption) => captions.push(caption),
    (change) => speakers.push(change),
  );
  const turn = (
    message: Partial<TurnMessage>,
    { session = 1, connection = 1, family = 'pro', formats = true, start = 0, end = 1_000 }: Said = {},
  ): number | undefined =>
    turns.apply({
      type: 'turn',
      session,
      connection,
      family,
      formats,
      coveredMs: end,
      startMs: start,
      endMs: end,
      message: { type: 'Turn', turn_order: 0, end_of_turn: false, ...message },
    });
  return { captions, speakers, turns, turn };
};

const word = (text: string): { text: string; start: number; end: number } => ({ text, start: 0, end: 1 });
const shown = (captions: readonly Caption[]): [number, string, boolean][] =>
  captions.map(({ turn, text, final }) => [turn, text, final]);

test('pro: each message replaces the whole turn, and only the final settles its audio', () => {
  const { captions, turn } = collect();
  expect(turn({ transcript: 'helh' })).toBeUndefined();
  expect(turn({ transcript: 'hello worh' })).toBeUndefined();
  expect(turn({ transcript: 'Hello, world.', words: [word('x')], end_of_turn: true }, { end: 1_500 })).toBe(
    1_500,
  );
  expect(shown(captions)).toEqual([
    [1, 'helh', false],
    [1, 'hello worh', false],
    [1, 'Hello, world.', true],
  ]);
});

test('pro: an early partial may have words and no transcript', () => {
  const { captions, turn } = collect();
  turn({ transcript: '', words: [word('so'), word('far')] });
  expect(captions.at(-1)?.text).toBe('so far');
});

test('universal: a partial shows the word being spoken as well', () => {
  const { captions, turn } = collect();
  turn({ transcript: 'see you', words: [word('see'), word('you'), word('to')] }, { family: 'universal' });
  expect(captions.at(-1)?.text).toBe('see you to');
});

test('universal: of two finals the first is shown, the second counts', () => {
  const { captions, turn } = collect();
  const family = 'universal';
  expect(
    turn({ transcript: 'see you', end_of_turn: true, turn_is_formatted: false }, { family }),
  ).toBeUndefined();
  expect(turn({ transcript: 'See you.', end_of_turn: true, turn_is_formatted: true }, { family })).toBe(
    1_000,
  );
  expect(shown(captions)).toEqual([
    [1, 'see you', false],
    [1, 'See you.', true],
  ]);
});

test('universal: a final without the flag doesn’t promise a second one', () => {
  const { captions, turn } = collect();
  turn({ transcript: 'see you', end_of_turn: true }, { family: 'universal' });
  expect(captions).toMatchObject([{ text: 'see you', final: true }]);
});

test('universal: an overdue formatting makes the first final count, and a late one is ignored', () => {
  const { captions, turn, turns } = collect();
  const family = 'universal';
  turn({ transcript: 'see you', end_of_turn: true, turn_is_formatted: false }, { family });
  expect(turns.apply({ type: 'overdue', connection: 1, order: 0 })).toBe(1_000);
  turn({ transcript: 'See you.', end_of_turn: true, turn_is_formatted: true }, { family });
  expect(shown(captions).filter(([, , final]) => final)).toEqual([[1, 'see you', true]]);
});

test('universal: a turn waiting for its formatting doesn’t hold up the next one', () => {
  const { captions, turn } = collect();
  const family = 'universal';
  turn({ transcript: 'one', end_of_turn: true, turn_is_formatted: false }, { family });
  turn({ turn_order: 1, transcript: 'two' }, { family });
  turn({ transcript: 'One.', end_of_turn: true, turn_is_formatted: true }, { family });
  turn({ turn_order: 1, transcript: 'Two.', end_of_turn: true, turn_is_formatted: true }, { family });
  expect(shown(captions).filter(([, , final]) => final)).toEqual([
    [1, 'One.', true],
    [2, 'Two.', true],
  ]);
});

test('the empty final on Terminate makes no turn of its own', () => {
  const { captions, turn } = collect();
  turn({ transcript: 'Bye.', end_of_turn: true });
  turn({ turn_order: 1, transcript: '', end_of_turn: true });
  expect(captions).toHaveLength(1);
});

test('universal: an empty final takes nothing back that was said', () => {
  const { captions, turn } = collect();
  turn({ transcript: 'kept' }, { family: 'universal' });
  turn({ transcript: '', end_of_turn: true, turn_is_formatted: true }, { family: 'universal' });
  expect(captions.at(-1)).toMatchObject({ text: 'kept', final: true, endMs: 1_000 });
});

test('pro: an empty final says the turn came to nothing', () => {
  const { captions, turn } = collect();
  turn({ transcript: 'noise' });
  turn({ transcript: '', end_of_turn: true });
  expect(shown(captions).at(-1)).toEqual([1, '', true]);
});

test('a repeated final is not a second one', () => {
  const { captions, turn } = collect();
  turn({ transcript: 'Once.', end_of_turn: true });
  turn({ transcript: 'Once.', end_of_turn: true });
  expect(captions).toHaveLength(1);
});

test('a turn the server moved on from gets its final', () => {
  const { captions, turn } = collect();
  turn({ transcript: 'first' });
  turn({ turn_order: 1, transcript: 'second' });
  expect(shown(captions)).toEqual([
    [1, 'first', false],
    [1, 'first', true],
    [2, 'second', false],
  ]);
});

test('after a drop the turn on screen goes on under its number, told by the next connection', () => {
  const { captions, turn, turns } = collect();
  turn({ transcript: 'half a' });
  turns.apply({ type: 'lost', connection: 1 });
  turn({ transcript: 'Half a sentence.', end_of_turn: true }, { connection: 2 });
  turn(
    { turn_order: 1, transcript: 'Next.', end_of_turn: true },
    { connection: 2, start: 1_000, end: 2_000 },
  );
  expect(shown(captions)).toEqual([
    [1, 'half a', false],
    [1, 'Half a sentence.', true],
    [2, 'Next.', true],
  ]);
});

test('a turn lost while its formatting was awaited counts as it is: it is not said again', () => {
  const { captions, turn, turns } = collect();
  turn(
    { transcript: 'done', end_of_turn: true, turn_is_formatted: false },
    { family: 'universal', end: 700 },
  );
  expect(turns.apply({ type: 'lost', connection: 1 })).toBe(700);
  expect(shown(captions).at(-1)).toEqual([1, 'done', true]);
});

test('what was on screen and is not heard again ends with empty text', () => {
  const { captions, turn, turns } = collect();
  turn({ transcript: 'phantom' }, { end: 800 });
  turns.apply({ type: 'lost', connection: 1 });
  turns.apply({ type: 'quiet', session: 1, untilMs: 700 });
  expect(captions).toHaveLength(1);
  turns.apply({ type: 'quiet', session: 1, untilMs: 900 });
  expect(shown(captions).at(-1)).toEqual([1, '', true]);
});

test('a session that is over leaves what is on screen, as a final', () => {
  const { captions, turn, turns } = collect();
  turn({ transcript: 'last words' });
  turn({ transcript: 'of another session' }, { session: 2, connection: 2 });
  turns.apply({ type: 'over', session: 1 });
  expect(shown(captions).at(-1)).toEqual([1, 'last words', true]);
  expect(captions.filter(({ final }) => final)).toHaveLength(1);
});

test('two sessions of a channel at once have different turn numbers', () => {
  const { captions, turn } = collect();
  turn({ transcript: 'old zone' });
  turn({ transcript: 'new zone' }, { session: 2, connection: 2 });
  turn({ transcript: 'Old zone.', end_of_turn: true });
  turn({ transcript: 'New zone.', end_of_turn: true }, { session: 2, connection: 2 });
  expect(shown(captions).filter(([, , final]) => final)).toEqual([
    [1, 'Old zone.', true],
    [2, 'New zone.', true],
  ]);
});

test('a speaker is named once the server knows one', () => {
  const { captions, turn } = collect();
  turn({ transcript: 'hm', speaker_label: 'PENDING' });
  turn({ transcript: 'Hm.', speaker_label: 'A', end_of_turn: true });
  expect(captions.map(({ speaker }) => speaker)).toEqual([undefined, 'A']);
});

test('universal: without formatting the raw final is the only one', () => {
  const { captions, turn } = collect();
  const said = { family: 'universal', formats: false } as const;
  expect(turn({ transcript: 'see you', end_of_turn: true, turn_is_formatted: false }, said)).toBe(1_000);
  expect(shown(captions)).toEqual([[1, 'see you', true]]);
});

const revision = (...revisions: [order: number, label: string | null][]) =>
  ({
    type: 'SpeakerRevision',
    revisions: revisions.map(([turn_order, speaker_label]) => ({ turn_order, speaker_label })),
  }) as const;

test('a revision names the speaker of turns that had their final, and says no caption again', () => {
  const { captions, speakers, turn, turns } = collect();
  turn({ transcript: 'Hm.', speaker_label: 'PENDING', end_of_turn: true });
  turn({ turn_order: 1, transcript: 'Yes.', speaker_label: 'A', end_of_turn: true });
  turn({ turn_order: 2, transcript: 'No.', speaker_label: 'A', end_of_turn: true });
  turns.apply({ type: 'revision', connection: 1, message: revision([0, 'B'], [1, 'A'], [2, 'C'], [7, 'D']) });
  expect(speakers).toEqual([
    { channel: 'you', turn: 1, speaker: 'B' },
    { channel: 'you', turn: 3, speaker: 'C' },
  ]);
  turns.apply({
    type: 'revision',
    connection: 1,
    message: revision([0, 'B'], [2, 'B'], [1, 'PENDING'], [1, null]),
  });
  expect(speakers.slice(2)).toEqual([{ channel: 'you', turn: 3, speaker: 'B' }]);
  expect(captions).toHaveLength(3);
});

test('a revision counts for the connection it came from: each numbers its turns anew', () => {
  const { speakers, turn, turns } = collect();
  turn({ transcript: 'Old.', speaker_label: 'A', end_of_turn: true });
  turns.apply({ type: 'lost', connection: 1 });
  turn({ transcript: 'New.', speaker_label: 'A', end_of_turn: true }, { connection: 2 });
  turns.apply({ type: 'revision', connection: 1, message: revision([0, 'B']) });
  expect(speakers).toEqual([{ channel: 'you', turn: 1, speaker: 'B' }]);
});

test('a turn that came to nothing is not named', () => {
  const { speakers, turn, turns } = collect();
  turn({ transcript: 'noise' });
  turn({ transcript: '', speaker_label: 'A', end_of_turn: true });
  turns.apply({ type: 'revision', connection: 1, message: revision([0, 'B']) });
  expect(speakers).toEqual([]);
});

test('a turn number far beyond the last is garbage: it doesn’t silence the turns after it', () => {
  const { captions, turn } = collect();
  turn({ turn_order: 900_000, transcript: 'garbage', end_of_turn: true });
  turn({ transcript: 'Heard.', end_of_turn: true });
  expect(shown(captions)).toEqual([[1, 'Heard.', true]]);
});
