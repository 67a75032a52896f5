import { expect, it } from 'vitest';
import { withCaption, withSpeaker } from '../../../../../src/renderer/control/state/caption-list';
import type { Caption } from '../../../../../src/shared/captions';

const caption = (parts: Partial<Caption>): Caption => ({
  channel: 'you',
  turn: 1,
  text: 'word',
  final: false,
  startMs: 0,
  endMs: 1,
  ...parts,
});

it('replaces a caption of the same channel and turn only', () => {
  const list = [caption({}), caption({ channel: 'others', startMs: 1 })];
  expect(withCaption(list, caption({ text: 'words', final: true })).map((one) => one.text)).toEqual([
    'words',
    'word',
  ]);
});

it('drops a turn that came to nothing', () => {
  expect(withCaption([caption({})], caption({ text: '', final: true }))).toEqual([]);
});

it('keeps turns in the order they began, and only the last thirty', () => {
  const list = Array.from({ length: 40 }, (_, index) =>
    caption({ turn: 40 - index, startMs: 40 - index }),
  ).reduce(withCaption, [] as Caption[]);
  expect(list.map((one) => one.turn)).toEqual(Array.from({ length: 30 }, (_, index) => index + 11));
});

it('names another speaker for one turn', () => {
  const list = [caption({}), caption({ turn: 2 }), caption({ channel: 'others' })];
  const named = withSpeaker(list, { channel: 'you', turn: 2, speaker: 'B' });
  expect(named.map(({ speaker }) => speaker)).toEqual([undefined, 'B', undefined]);
});
