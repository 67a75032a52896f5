import { describe, expect, it } from 'vitest';
import { createWireCodec } from '../../../../tools/chromium-host/page/wire-codec';

const { encode, decode } = createWireCodec();

describe('the wire codec', () => {
  it.each([
    ['plain data', { text: 'für', list: [1, null, true], nested: { deep: [] } }],
    ['undefined members', { there: undefined }],
    ['numbers JSON lacks', [NaN, Infinity, -Infinity, 2n ** 70n]],
    ['dates, maps and sets', [new Date(5), new Map([[{ key: 1 }, new Set([undefined])]])]],
    ['its own mark', { $wire: 'Date', value: 'not a date' }],
    ['views', new Int16Array([-1, 2, 300])],
  ])('brings back %s', (_what, value) => {
    expect(decode(encode(value))).toEqual(value);
  });

  it('brings back a buffer longer than one call may have arguments', () => {
    const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
    expect(new Uint8Array(decode(encode(bytes.buffer)) as ArrayBuffer)).toEqual(bytes);
  });

  it('sends only the part a view shows', () => {
    expect(decode(encode(new Uint8Array([1, 2, 3, 4]).subarray(1, 3)))).toEqual(new Uint8Array([2, 3]));
  });

  it('refuses what can’t be cloned', () => {
    expect(() => encode({ run: () => 1 })).toThrow('could not be cloned');
    expect(() => encode(Symbol('mark'))).toThrow('could not be cloned');
  });
});
