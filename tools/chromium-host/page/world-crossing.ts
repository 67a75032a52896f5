/** Where a page keeps what it shares with its preload; passed in so that a test needs no browser. */
export interface CrossingOptions {
  /** Part of the event names, known to this window's two worlds only. */
  secret: string;
  side: 'page' | 'preload';
}

export interface WorldCrossing {
  /** Calls what the other world offers under this name, and returns what it returned. */
  call(name: string, args: unknown[]): unknown;
  offer(name: string, answer: (...args: never[]) => unknown): void;
}

/**
 * A synchronous bridge between the page's world and the preload's, which share nothing but the DOM: a call is a DOM
 * event whose detail the browser clones into the other world. Functions and promises become references.
 * One function without outer references: its source runs in both worlds of a page.
 */
export function createWorldCrossing({ secret, side }: CrossingOptions): WorldCrossing {
  // Kept from before the page's scripts could replace them.
  const { addEventListener, dispatchEvent, CustomEvent } = window;
  const kept = new Map<string, (...args: unknown[]) => unknown>();
  const settling = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  const other = side === 'page' ? 'preload' : 'page';
  const isPlain = (value: unknown): value is Record<string, unknown> =>
    Object.prototype.toString.call(value) === '[object Object]';

  const refer = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const ref = `function-${++last}`;
      kept.set(ref, value as (...args: unknown[]) => unknown);
      return { [`${secret}-function`]: ref };
    }
    if (value instanceof Promise) {
      const ref = `promise-${++last}`;
      const settle = (ok: boolean, result: unknown): void => {
        call('settle', [ref, ok, result]);
      };
      value.then(
        (result) => {
          settle(true, result);
        },
        (error: unknown) => {
          settle(false, error instanceof Error ? error.message : String(error));
        },
      );
      return { [`${secret}-promise`]: ref };
    }
    if (Array.isArray(value)) return value.map(refer);
    if (isPlain(value))
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, refer(member)]));
    return value;
  };

  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isPlain(value)) return value;
    const fn = value[`${secret}-function`];
    if (typeof fn === 'string') return (...args: unknown[]) => call(fn, args);
    const promise = value[`${secret}-promise`];
    if (typeof promise === 'string')
      return new Promise((done, reject) => settling.set(promise, { resolve: done, reject }));
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolve(member)]));
  };

  kept.set('settle', (ref, ok, result) => {
    const waiting = settling.get(ref as string);
    settling.delete(ref as string);
    if (ok) waiting?.resolve(result);
    else waiting?.reject(new Error(result as string));
  });

  let answer: { ok: boolean; value: unknown } | undefined;
  addEventListener.call(window, `${secret}-answer-${side}`, (event) => {
    answer = (event as CustomEvent<typeof answer>).detail;
  });
  addEventListener.call(window, `${secret}-call-${side}`, (event) => {
    const { name, args } = (event as CustomEvent<{ name: string; args: unknown[] }>).detail;
    let detail: typeof answer;
    try {
      const target = kept.get(name);
      if (!target) throw new Error(`nothing is offered as ${name}`);
      detail = { ok: true, value: refer(target(...(resolve(args) as unknown[]))) };
    } catch (error) {
      detail = { ok: false, value: error instanceof Error ? error.message : String(error) };
    }
    dispatchEvent.call(window, new CustomEvent(`${secret}-answer-${other}`, { detail }));
  });

  function call(name: string, args: unknown[]): unknown {
    answer = undefined;
    dispatchEvent.call(
      window,
      new CustomEvent(`${secret}-call-${other}`, { detail: { name, args: refer(args) } }),
    );
    const got = answer as { ok: boolean; value: unknown } | undefined;
    if (!got) throw new Error(`the ${other}'s world doesn't answer`);
    if (!got.ok) throw new Error(got.value as string);
    return resolve(got.value);
  }

  return {
    call,
    offer: (name, target) => {
      kept.set(name, target as (...args: unknown[]) => unknown);
    },
  };
}
