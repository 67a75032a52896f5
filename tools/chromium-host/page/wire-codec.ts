/**
 * Structured-clone values as JSON, so that they can cross the DevTools protocol: plain data, undefined, binary data
 * (as base64), dates, maps, sets, bigints. One function without outer references: its source also runs in pages.
 */
export function createWireCodec() {
  const tag = '$wire';
  const toBase64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000)
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };
  const fromBase64 = (text: string): ArrayBuffer =>
    Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;
  // A value of another realm is no instance of this one's classes.
  const kindOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);

  const pack = (value: unknown): unknown => {
    if (value === undefined) return { [tag]: 'undefined' };
    if (typeof value === 'bigint') return { [tag]: 'bigint', value: String(value) };
    if (typeof value === 'number' && !Number.isFinite(value))
      return { [tag]: 'number', value: String(value) };
    if (
      value === null ||
      typeof value === 'boolean' ||
      typeof value === 'number' ||
      typeof value === 'string'
    )
      return value;
    if (typeof value !== 'object') throw new Error('An object could not be cloned.');
    if (Array.isArray(value)) return value.map(pack);
    const kind = kindOf(value);
    if (kind === 'ArrayBuffer') return { [tag]: kind, value: toBase64(new Uint8Array(value as ArrayBuffer)) };
    if (ArrayBuffer.isView(value))
      return {
        [tag]: kind,
        value: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
      };
    if (kind === 'Date') return { [tag]: kind, value: (value as Date).getTime() };
    if (kind === 'Map' || kind === 'Set')
      return { [tag]: kind, value: [...(value as Set<unknown>)].map(pack) };
    if (kind === 'Error') return { [tag]: kind, value: (value as Error).message };
    if (kind !== 'Object') throw new Error(`${kind} could not be cloned.`);
    const entries = Object.entries(value).map(([name, member]) => [name, pack(member)] as const);
    return tag in value ? { [tag]: 'object', value: entries } : Object.fromEntries(entries);
  };

  const unpack = (packed: unknown): unknown => {
    if (packed === null || typeof packed !== 'object') return packed;
    if (Array.isArray(packed)) return packed.map(unpack);
    if (!(tag in packed))
      return Object.fromEntries(Object.entries(packed).map(([name, member]) => [name, unpack(member)]));
    const { [tag]: kind, value } = packed as { [tag]: string; value: unknown };
    if (kind === 'undefined') return undefined;
    if (kind === 'bigint') return BigInt(value as string);
    if (kind === 'number') return Number(value);
    if (kind === 'Date') return new Date(value as number);
    if (kind === 'Error') return new Error(value as string);
    if (kind === 'Map') return new Map((value as unknown[]).map(unpack) as [unknown, unknown][]);
    if (kind === 'Set') return new Set((value as unknown[]).map(unpack));
    if (kind === 'object')
      return Object.fromEntries(
        (value as [string, unknown][]).map(([name, member]) => [name, unpack(member)]),
      );
    const buffer = fromBase64(value as string);
    if (kind === 'ArrayBuffer') return buffer;
    const View = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[kind];
    if (!View) throw new Error(`unknown kind of value: ${kind}`);
    return new View(buffer);
  };

  return {
    encode: (value: unknown): string => JSON.stringify(pack(value)),
    decode: (text: string): unknown => unpack(JSON.parse(text)),
  };
}

export type WireCodec = ReturnType<typeof createWireCodec>;
