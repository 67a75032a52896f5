import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { notImplemented, refuseTheRest } from '../../../../tools/chromium-host/refuse-the-rest';

class Part extends EventEmitter {
  #secret = 7;

  present(): number {
    return this.#secret;
  }
}
refuseTheRest(Part, 'part');

describe('an API the host has in part', () => {
  it('works where it is there, its parents’ members and private fields included', () => {
    const part = new Part();
    const heard: unknown[] = [];
    part.on('event', (value) => heard.push(value));
    part.emit('event', part.present());
    expect(heard).toEqual([7]);
  });

  it('refuses by name what isn’t, in reading and so in calling', () => {
    const part = new Part() as unknown as { absent: () => void };
    expect(() => {
      part.absent();
    }).toThrow('not implemented by the Chromium host: part.absent');
  });

  it('can be awaited and printed', async () => {
    const part = new Part();
    expect(await Promise.resolve(part)).toBe(part);
    expect(JSON.stringify(part)).toContain('{');
  });

  it('refuses a module that is absent altogether, however it is used', () => {
    const absent = notImplemented('clipboard') as { readText: () => string } & (new () => object);
    expect(() => absent.readText()).toThrow('not implemented by the Chromium host: clipboard.readText');
    expect(() => new absent()).toThrow('not implemented by the Chromium host: new clipboard');
  });
});
