import { expect, it } from 'vitest';
import { lookWarnings } from '../../../../../src/renderer/control/state/look-warnings';
import { lookPresetIds, lookPresets } from '../../../../../src/shared/look-presets';
import { defaultSettings, type OverlayLook } from '../../../../../src/shared/settings';

const kinds = (patch: Partial<OverlayLook>): string[] =>
  lookWarnings({ ...defaultSettings.overlay.look, ...patch }).map(({ kind }) => kind);

it('finds nothing in the ready-made looks', () => {
  expect(lookPresetIds.flatMap((id) => lookWarnings(lookPresets[id]))).toEqual([]);
});

it('finds colours that are alike', () => {
  expect(kinds({ textColour: '#222222' })).toEqual(['same-colours']);
});

it('finds a background that lets the wrong window through, unless letters have an outline', () => {
  expect(kinds({ backgroundOpacity: 0.3 })).toEqual(['see-through']);
  expect(kinds({ backgroundOpacity: 0 })).toEqual(['see-through']);
  expect(kinds({ backgroundOpacity: 0, textEdge: 'outline' })).toEqual([]);
});

it('finds a speaker’s colour, and says so once where the text is no better', () => {
  expect(kinds({ youColour: '#333333' })).toEqual(['you']);
  expect(kinds({ othersColour: '#000000' })).toEqual(['others']);
  expect(kinds({ textColour: '#222222', youColour: '#222222' })).toEqual(['same-colours']);
});
