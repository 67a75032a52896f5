import { describe, expect, it } from 'vitest';
import {
  askedLanguages,
  chosenLanguages,
  languagesToChoose,
  mostLanguages,
  unheardLanguages,
} from '../../../src/shared/caption-languages';
import { speechModelOf, speechModels } from '../../../src/shared/speech-models';
import { languageCodes } from '../../../src/shared/streaming-options';

const newest = speechModelOf('universal-3-6-pro');
const older = speechModelOf('universal-3-5-pro');
const english = speechModelOf('universal-streaming-english');
const six = speechModelOf('universal-streaming-multilingual');
const device = speechModelOf('moonshine-base');

describe('the languages to choose', () => {
  it('are those of the model, where it can be told what to expect', () => {
    expect(languagesToChoose(newest)).toHaveLength(32);
    expect(languagesToChoose(older)).toHaveLength(19);
    expect(languagesToChoose(older)).not.toContain('ru');
    for (const model of [english, six, device]) expect(languagesToChoose(model)).toEqual([]);
    expect(mostLanguages).toBe(10);
  });

  it('are codes that the API takes', () => {
    for (const { languages } of speechModels) {
      for (const code of languages) expect(languageCodes).toContain(code);
      expect(new Set(languages).size).toBe(languages.length);
    }
  });
});

describe('a choice', () => {
  const options = { language_codes: ['ru', 'de', 'ko'], filter_profanity: true };

  it('is asked of a model as far as it goes, and kept', () => {
    expect(askedLanguages(options, newest)).toEqual(options);
    expect(askedLanguages(options, older)).toEqual({ language_codes: ['de'], filter_profanity: true });
    expect(options.language_codes).toEqual(['ru', 'de', 'ko']);
    expect(unheardLanguages(options, older)).toEqual(['ru', 'ko']);
    expect(unheardLanguages(options, six)).toEqual(['ru', 'ko']);
  });

  it.each([english, six, device])('is not asked of $label, which can’t be told', (model) => {
    expect(askedLanguages(options, model)).toEqual({ filter_profanity: true });
  });

  it('of nothing the model knows leaves it to find out by itself', () => {
    expect(askedLanguages({ language_codes: ['ru'] }, older)).toEqual({});
  });

  it('that steers nowhere names no language', () => {
    expect(chosenLanguages({ language_codes: ['multi'] })).toEqual([]);
    expect(askedLanguages({ language_codes: ['multi'] }, newest)).toEqual({ language_codes: ['multi'] });
    expect(askedLanguages({ language_codes: [] }, newest)).toEqual({ language_codes: [] });
  });

  it('that no model knows is left for the check to refuse', () => {
    for (const bad of [{ language_codes: ['xx', 'ru'] }, { language_codes: 'en' }, { language_codes: [7] }]) {
      expect(askedLanguages(bad, older)).toEqual(bad);
    }
    expect(chosenLanguages({ language_codes: 'en' })).toEqual([]);
  });
});
