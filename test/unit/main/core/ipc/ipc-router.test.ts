import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createIpcRouter, type Sender } from '../../../../../src/main/core/ipc/ipc-router';
import { invoke, notify, send } from '../../../../../src/shared/ipc/ipc-contract';
import { ProblemError } from '../../../../../src/shared/problems';

const schema = {
  notes: {
    add: invoke<number>().from(['control'], z.string().max(5)),
    fail: invoke<undefined>().from(['control'], z.undefined()),
    crash: invoke<undefined>().from(['control'], z.undefined()),
    mark: send(['control', 'overlay'], z.int()),
    changed: notify<string>().to(['control']),
  },
};

const control: Sender = { kind: 'control', url: 'sotto://app/control/index.html', isMainFrame: true };

const setUp = () => {
  const marks: number[] = [];
  const reports: string[] = [];
  const router = createIpcRouter(
    schema,
    {
      notes: {
        add: (text) => text.length,
        fail: () => {
          throw new ProblemError('key-missing');
        },
        crash: () => {
          throw new TypeError('of undefined');
        },
        mark: (n) => {
          marks.push(n);
        },
      },
    },
    'sotto://app',
    (event) => reports.push(event),
  );
  return { router, marks, reports };
};

describe('IPC router', () => {
  it('answers one of our pages', async () => {
    expect(await setUp().router.invoke('notes', 'add', control, 'hello')).toEqual({ ok: true, value: 5 });
  });

  it.each<[string, Sender]>([
    ['a window that is not ours', { ...control, kind: undefined }],
    ['a window of another kind', { ...control, kind: 'overlay' }],
    ['a foreign page in our window', { ...control, url: 'https://example.org/control/index.html' }],
    ['a look-alike origin', { ...control, url: 'sotto://app.example.org/control/index.html' }],
    ['an embedded frame', { ...control, isMainFrame: false }],
  ])('refuses %s', async (_name, sender) => {
    const { router, reports } = setUp();
    expect(await router.invoke('notes', 'add', sender, 'hello')).toEqual({
      ok: false,
      problem: { code: 'not-allowed' },
    });
    expect(reports).toEqual(['ipc refused']);
  });

  it.each([
    ['a wrong type', 5],
    ['an oversized argument', 'too long'],
    ['a missing argument', undefined],
  ])('refuses %s', async (_name, args) => {
    expect(await setUp().router.invoke('notes', 'add', control, args)).toMatchObject({ ok: false });
  });

  it('refuses calls the schema does not have, and names inherited from Object', async () => {
    const { router } = setUp();
    for (const [group, name] of [
      ['notes', 'remove'],
      ['nothing', 'add'],
      ['notes', 'changed'],
      ['__proto__', 'toString'],
      ['notes', 'constructor'],
    ] as const) {
      expect(await router.invoke(group, name, control, undefined)).toMatchObject({ ok: false });
    }
  });

  it('turns a problem into a value, and anything unexpected into an internal problem', async () => {
    const { router, reports } = setUp();
    expect(await router.invoke('notes', 'fail', control, undefined)).toEqual({
      ok: false,
      problem: { code: 'key-missing' },
    });
    expect(await router.invoke('notes', 'crash', control, undefined)).toMatchObject({
      ok: false,
      problem: { code: 'internal' },
    });
    expect(reports).toEqual(['ipc handler failed']);
  });

  it('drops a bad send and takes a good one', () => {
    const { router, marks } = setUp();
    router.send('notes', 'mark', control, 'x');
    router.send('notes', 'mark', { ...control, kind: undefined }, 1);
    router.send('notes', 'mark', control, 2);
    expect(marks).toEqual([2]);
  });
});
