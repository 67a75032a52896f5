import { describe, expect, it } from 'vitest';
import { parseAccelerator, withLocks, withoutLocks } from '../../../../tools/chromium-host/x11/x-keys';

/** X's masks. */
const [shift, control, alt, superKey] = [1, 4, 8, 64];

describe('an accelerator', () => {
  it.each([
    ['CommandOrControl+Shift+L', 'l'.charCodeAt(0), control | shift],
    ['Alt+F9', 0xffc6, alt],
    ['Super+Space', 0x20, superKey],
    ['ctrl+PageUp', 0xff55, control],
    ['Control+,', ','.charCodeAt(0), control],
  ])('%s is what X calls it', (accelerator, keysym, mask) => {
    expect(parseAccelerator(accelerator)).toEqual({ keysym, mask });
  });

  it.each(['', 'Control+', 'Control+Nothing', 'Strg+C', 'F99'])('%j is none', (accelerator) => {
    expect(() => parseAccelerator(accelerator)).toThrow(TypeError);
  });

  it('matters whatever the lock keys’ state', () => {
    const states = withLocks(control | shift);
    expect(new Set(states).size).toBe(4);
    expect(states.map(withoutLocks)).toEqual(states.map(() => control | shift));
  });
});
