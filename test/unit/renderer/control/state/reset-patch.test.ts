import { expect, it } from 'vitest';
import { resetPatch } from '../../../../../src/renderer/control/state/reset-patch';
import { defaultSettings, settingsSchema, type Settings } from '../../../../../src/shared/settings';

const changed: Settings = settingsSchema.parse({
  zone: 'eu',
  models: { eu: 'universal-3-5-pro', device: 'moonshine-tiny' },
  speechOptions: { speaker_labels: true, keyterms_prompt: ['Sotto'] },
  sources: { microphone: false, noiseSuppression: true },
  overlay: { bounds: { x: 1, y: 2, width: 3, height: 4 }, look: { lines: 5, youColour: '#ff0000' } },
});

it('puts back what was changed, and names nothing else', () => {
  expect(resetPatch(changed, ['sources.microphone', 'sources.echoCancellation'], [])).toEqual({
    sources: { microphone: true },
  });
  expect(resetPatch(changed, ['sources', 'overlay.look.youColour'], [])).toEqual({
    sources: { microphone: true, noiseSuppression: false },
    overlay: { look: { youColour: null } },
  });
});

it('leaves alone what is only remembered', () => {
  expect(resetPatch(changed, ['overlay'], [])).toEqual({ overlay: { look: { lines: 3, youColour: null } } });
});

it('is null where nothing was changed, and where nothing may be', () => {
  expect(resetPatch(defaultSettings, ['sources', 'overlay', 'models', 'zone'], [])).toBeNull();
  expect(resetPatch(changed, ['sources.microphone'], ['sources.microphone'])).toBeNull();
});

it('empties a record, or takes single entries out of it', () => {
  expect(resetPatch(changed, ['models'], [])).toStrictEqual({ models: { eu: undefined, device: undefined } });
  expect(resetPatch(changed, ['speechOptions.speaker_labels'], [])).toStrictEqual({
    speechOptions: { speaker_labels: undefined },
  });
  expect(resetPatch(changed, ['speechOptions.speaker_labels'], ['speechOptions'])).toBeNull();
});
