import { expect, it } from 'vitest';
import { inversePatch } from '../../../../../src/renderer/control/state/inverse-patch';
import { defaultSettings } from '../../../../../src/shared/settings';

it('names what the patch names, with the values before it', () => {
  expect(
    inversePatch(defaultSettings, { overlay: { look: { lines: 5 } }, transcripts: { save: false } }),
  ).toEqual({
    overlay: { look: { lines: 3 } },
    transcripts: { save: true },
  });
});

it('takes away an entry that was not there', () => {
  expect(inversePatch(defaultSettings, { models: { eu: 'universal-3-5-pro' } })).toEqual({
    models: { eu: undefined },
  });
});

it('brings back an entry taken away', () => {
  const settings = { ...defaultSettings, models: { device: 'moonshine-tiny' } };
  expect(inversePatch(settings, { models: { device: undefined } })).toEqual({
    models: { device: 'moonshine-tiny' },
  });
});
