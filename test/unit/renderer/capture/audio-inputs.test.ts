import { describe, expect, it } from 'vitest';
import {
  alternativesTo,
  hasMicrophone,
  identityOf,
  inputLabelled,
  microphoneAmong,
  selectableInputs,
} from '../../../../src/renderer/capture/audio-inputs';

const device = (deviceId: string, label: string, groupId = label, kind: MediaDeviceKind = 'audioinput') => ({
  deviceId,
  label,
  groupId,
  kind,
});
const headset = device('h1', 'Headset');
const builtIn = device('b1', 'Built-in');
const loopback = device('l1', 'Sotto_computer_sound');
const defaultIs = ({ label, groupId }: typeof headset) => device('default', `Default - ${label}`, groupId);

describe('selectableInputs', () => {
  it('offers real microphones only', () => {
    const speaker = device('s1', 'Speaker', 'Speaker', 'audiooutput');
    expect(
      selectableInputs([defaultIs(headset), device('communications', 'Headset'), headset, speaker]),
    ).toEqual([{ deviceId: 'h1', label: 'Headset', isDefault: true }]);
  });

  it('offers none while devices have no names', () => {
    expect(selectableInputs([device('', '')])).toEqual([]);
  });
});

describe('microphoneAmong', () => {
  it('takes the wished-for one, else the default, else any', () => {
    expect(microphoneAmong([defaultIs(builtIn), builtIn, headset], 'h1')).toBe(headset);
    expect(microphoneAmong([builtIn, defaultIs(builtIn)], 'h1')?.deviceId).toBe('default');
    expect(microphoneAmong([builtIn], null)).toBe(builtIn);
    expect(microphoneAmong([], null)).toBeUndefined();
  });

  it('sees that the default is another device now', () => {
    const before = microphoneAmong([defaultIs(headset), headset, builtIn], null);
    const after = microphoneAmong([defaultIs(builtIn), builtIn], null);
    expect(before && after && identityOf(before) !== identityOf(after)).toBe(true);
  });
});

describe('inputLabelled', () => {
  it('finds the device by its whole label first, then by a part of it', () => {
    const longer = device('l2', 'Sotto_computer_sound (remapped)');
    expect(inputLabelled([longer, loopback], 'Sotto_computer_sound')).toBe(loopback);
    expect(inputLabelled([builtIn, longer], 'Sotto_computer_sound')).toBe(longer);
    expect(inputLabelled([builtIn], 'Sotto_computer_sound')).toBeUndefined();
  });

  it('never takes an alias, which another device may stand behind tomorrow', () => {
    expect(inputLabelled([defaultIs(loopback)], 'Sotto_computer_sound')).toBeUndefined();
  });
});

describe('hasMicrophone', () => {
  it('does not take the computer’s own sound, or an alias of it, for a microphone', () => {
    const computerSound = [device('default', 'Default'), device('a', 'Sotto_computer_sound')];
    expect(hasMicrophone(computerSound, 'Sotto_computer_sound')).toBe(false);
    expect(hasMicrophone([...computerSound, device('b', 'Headset')], 'Sotto_computer_sound')).toBe(true);
    expect(hasMicrophone([], undefined)).toBe(false);
  });
});

describe('alternativesTo', () => {
  it('offers the others, the system’s default first, and never the device behind an alias', () => {
    const camera = device('c1', 'Camera');
    const all = [defaultIs(builtIn), camera, headset, builtIn];
    expect(alternativesTo(headset, all)).toEqual([builtIn, camera]);
    expect(alternativesTo(all[0], all)).toEqual([camera, headset]);
  });
});
