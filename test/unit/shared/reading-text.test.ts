import { beforeEach, describe, expect, it } from 'vitest';
import { splitWords } from '../../../src/shared/caption-words';
import type { Caption } from '../../../src/shared/captions';
import {
  hear,
  longestHoldMs,
  nextDueMs,
  noReadingText,
  showDue,
  type ReadingText,
} from '../../../src/shared/reading-text';

let reading: ReadingText;
let shown: string;
beforeEach(() => {
  reading = noReadingText;
  shown = '';
});

const caption = (text: string, final = false): Caption => ({
  channel: 'others',
  turn: 1,
  text,
  final,
  startMs: 0,
  endMs: 0,
});
const shownWords = () => splitWords(shown, Infinity);

/** What is shown after a message. */
const say = (nowMs: number, text: string, final = false): string => {
  const after = hear(reading, shownWords(), caption(text, final), nowMs);
  reading = after.reading;
  shown = after.caption.text;
  return shown;
};
/** What is shown once time has passed without a message. */
const wait = (nowMs: number): string => {
  const after = showDue(reading, shownWords, nowMs);
  reading = after.reading;
  shown = after.captions.at(-1)?.text ?? shown;
  return shown;
};

describe('a word', () => {
  it('appears once two messages agree on it and another word stands behind it', () => {
    expect(say(0, 'we meet')).toBe('');
    expect(say(400, 'we meet on Thurs')).toBe('we meet');
    expect(say(800, 'we meet on Thursday')).toBe('we meet on');
    expect(say(1200, 'we meet on Thursday at')).toBe('we meet on Thursday');
  });

  it('is not taken for stable because the same message came twice at once', () => {
    say(0, 'we meat on');
    expect(say(20, 'we meat on')).toBe('');
    expect(say(400, 'we meet on')).toBe('we');
  });

  it('appears when it was held for the longest time, even the last one, without the mark at its end', () => {
    say(0, 'Thursday.');
    expect(nextDueMs(reading)).toBe(longestHoldMs);
    expect(wait(longestHoldMs - 1)).toBe('');
    expect(wait(longestHoldMs)).toBe('Thursday');
    expect(nextDueMs(reading)).toBeUndefined();
  });

  it('waits no longer for being heard differently each time', () => {
    ['toast day', 'first day', 'Thursday', 'Thirst'].forEach((text, index) => say(index * 450, text));
    expect(say(longestHoldMs, 'Thursday night')).toBe('Thursday night');
  });

  it('is not shown after it was taken back, and waits no longer when it comes again', () => {
    say(0, 'well then');
    say(400, 'well');
    expect(wait(longestHoldMs)).toBe('well');
    expect(say(longestHoldMs + 10, 'well then')).toBe('well then');
  });
});

describe('what is shown', () => {
  it('never changes: neither letters nor case nor punctuation', () => {
    say(0, 'so we meet on thursday right');
    say(400, 'so we meet on thursday right');
    expect(shown).toBe('so we meet on thursday');
    expect(say(800, 'So, we met on Thursday, right', true)).toBe('so we meet on thursday right');
  });

  it('stays where the whole turn comes to nothing', () => {
    say(0, 'hm yes');
    say(400, 'hm yes');
    expect(say(800, '', true)).toBe('hm');
  });

  it('loses no word where others are joined, split or replaced', () => {
    shown = 'ice cream';
    expect(say(0, 'Icecream every day.', true)).toBe('ice cream every day.');
    shown = 'icecream';
    expect(say(0, 'Ice cream every day.', true)).toBe('icecream every day.');
    shown = 'on day fifteen';
    expect(say(0, 'on day fifty tomorrow', true)).toBe('on day fifteen tomorrow');
    shown = 'the cat';
    expect(say(0, 'the dog barks', true)).toBe('the cat barks');
    shown = 'he married a a more amiable woman he';
    expect(say(0, 'He married a more amiable woman, he might.', true)).toBe(
      'he married a a more amiable woman he might.',
    );
    shown = 'one two';
    expect(say(0, 'one', true)).toBe('one two');
  });

  it('grows by characters where a script has no spaces', () => {
    say(0, '今日は会議');
    expect(say(400, '今日は会議があり')).toBe('今日は会議');
    expect(say(800, '今日は会議があります。', true)).toBe('今日は会議があります。');
  });
});
