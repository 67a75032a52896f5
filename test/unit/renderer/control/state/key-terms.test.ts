import { describe, expect, it } from 'vitest';
import {
  keyTermsOf,
  mergeTerms,
  parseTerms,
  replaceTerm,
  termLimits,
} from '../../../../../src/renderer/control/state/key-terms';
import { optionProblem } from '../../../../../src/shared/option-check';

const fifty = 'x'.repeat(50);

describe('what a person types or pastes', () => {
  it.each([
    ['Sotto', ['Sotto']],
    ['  Dr.   Zürcher ', ['Dr. Zürcher']],
    ['Ada, Grace;Hedy\tJoan', ['Ada', 'Grace', 'Hedy', 'Joan']],
    ['Ada\r\nGrace\n\nHedy\rJoan', ['Ada', 'Grace', 'Hedy', 'Joan']],
    ['東京、大阪，京都；奈良', ['東京', '大阪', '京都', '奈良']],
    ['عدن، صنعاء؛ تعز', ['عدن', 'صنعاء', 'تعز']],
    ['10,000 steps', ['10,000 steps']],
    ['Route 66, Area 51', ['Route 66', 'Area 51']],
    ['"Ada Lovelace", “Grace Hopper”,«Hedy»', ['Ada Lovelace', 'Grace Hopper', 'Hedy']],
    ['the "best" one', ['the "best" one']],
    ['C#, .NET, C++', ['C#', '.NET', 'C++']],
    [' ,; \n ""', []],
  ])('%j is %j', (text, terms) => {
    expect(parseTerms(text)).toEqual(terms);
  });

  it('is one term however the letters were put together', () => {
    expect(parseTerms('Zu\u0308rich')).toEqual(['Z\u00fcrich']);
  });
});

describe('adding', () => {
  it('keeps the order and says what was there already, whatever the capitals', () => {
    expect(mergeTerms(['Sotto', 'ΑΘΗΝΑ'], ['sotto', 'Kyiv', 'αθηνα', 'KYIV'])).toEqual({
      terms: ['Sotto', 'ΑΘΗΝΑ', 'Kyiv'],
      added: ['Kyiv'],
      present: ['sotto', 'αθηνα', 'KYIV'],
      tooLong: [],
      beyond: [],
    });
  });

  it('leaves out what is too long, and only that', () => {
    const merge = mergeTerms([], [fifty, `${fifty}x`, 'Ada']);
    expect(merge.terms).toEqual([fifty, 'Ada']);
    expect(merge.tooLong).toEqual([`${fifty}x`]);
  });

  it('stops at the most there may be, and names the rest', () => {
    const full = Array.from({ length: termLimits.most - 1 }, (_, at) => `term ${String(at)}`);
    const merge = mergeTerms(full, ['last', 'one more', 'term 3', 'another']);
    expect(merge.added).toEqual(['last']);
    expect(merge.beyond).toEqual(['one more', 'another']);
    expect(merge.present).toEqual(['term 3']);
    expect(merge.terms).toHaveLength(100);
  });

  it('never makes a list that captions would be refused for', () => {
    const many = Array.from({ length: 150 }, (_, at) => 'y'.repeat(at));
    const { terms } = mergeTerms([], many.flatMap(parseTerms));
    expect(optionProblem({ keyterms_prompt: terms })).toBeUndefined();
    expect(terms).toHaveLength(50);
  });
});

describe('changing a term', () => {
  const terms = ['Ada', 'Grace', 'Hedy'];

  it('puts the new one in its place', () => {
    expect(replaceTerm(terms, 'Grace', ' Grace Hopper ').terms).toEqual(['Ada', 'Grace Hopper', 'Hedy']);
  });

  it('may change capitals alone', () => {
    expect(replaceTerm(terms, 'Grace', 'GRACE').terms).toEqual(['Ada', 'GRACE', 'Hedy']);
  });

  it('changes nothing where the new one is there already or too long', () => {
    expect(replaceTerm(terms, 'Grace', 'hedy')).toMatchObject({ terms, added: [], present: ['hedy'] });
    expect(replaceTerm(terms, 'Grace', `${fifty}x`)).toMatchObject({ terms, tooLong: [`${fifty}x`] });
  });

  it('is possible in a full list', () => {
    const full = Array.from({ length: termLimits.most }, (_, at) => `term ${String(at)}`);
    expect(replaceTerm(full, 'term 7', 'seven').terms).toHaveLength(100);
  });
});

it('reads the list from settings, whatever a file put there', () => {
  expect(keyTermsOf({ keyterms_prompt: ['Ada', 7, 'Ada', null, 'Grace'] })).toEqual(['Ada', 'Grace']);
  expect(keyTermsOf({ keyterms_prompt: 'Ada' })).toEqual([]);
  expect(keyTermsOf({})).toEqual([]);
});
