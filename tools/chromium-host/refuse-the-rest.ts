/** What JavaScript itself asks an object for; answered as on any object that lacks it. */
const askedByTheLanguage = new Set(['then', 'toJSON', 'constructor', 'domain', 'inspect', 'asymmetricMatch']);

const refusal = (name: string): Error => new Error(`not implemented by the Chromium host: ${name}`);

function refusing(target: object, name: string): object {
  return new Proxy(target, {
    get(behind, property, receiver) {
      if (property in behind) return Reflect.get(behind, property, receiver) as unknown;
      if (typeof property === 'symbol' || property.startsWith('_') || askedByTheLanguage.has(property))
        return undefined;
      throw refusal(`${name}.${property}`);
    },
  });
}

/**
 * Makes every member of `Class`'s objects that the class doesn't have throw, by ending their prototype chain in a
 * refusal. The objects themselves stay plain, so identity and private fields work.
 */
export function refuseTheRest(Class: { prototype: object }, name: string): void {
  const parent = Object.getPrototypeOf(Class.prototype) as object;
  Object.setPrototypeOf(Class.prototype, refusing(parent, name));
}

/** A module of Electron's the host has nothing of: using it in any way throws. */
export function notImplemented(name: string): unknown {
  return new Proxy(function absent() {}, {
    get: (target, property, receiver) => {
      if (typeof property === 'symbol' || askedByTheLanguage.has(property))
        return Reflect.get(target, property, receiver);
      throw refusal(`${name}.${property}`);
    },
    apply: () => {
      throw refusal(name);
    },
    construct: () => {
      throw refusal(`new ${name}`);
    },
  });
}
