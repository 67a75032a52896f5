import { expect, test } from 'vitest';
import { HotkeyBoard } from '../../../../../src/main/core/controls/hotkey-board';
import type { HotkeyStates } from '../../../../../src/shared/hotkeys';
import { defaultSettings } from '../../../../../src/shared/settings';

const { hotkeys } = defaultSettings;

/** A system on which other programs hold keys, and one can press them. */
const setUp = () => {
  const elsewhere = new Set<string>();
  const held = new Map<string, () => void>();
  const done: string[] = [];
  const told: HotkeyStates[] = [];
  let retry: (() => void) | undefined;
  const act = (name: string) => () => done.push(name);
  const board = new HotkeyBoard({
    registry: {
      register: (accelerator, action) => {
        if (accelerator.includes('Nonsense')) throw new TypeError('no accelerator');
        if (elsewhere.has(accelerator) || held.has(accelerator)) return false;
        held.set(accelerator, action);
        return true;
      },
      unregister: (accelerator) => held.delete(accelerator),
    },
    actions: {
      toggleCaptions: act('captions'),
      togglePause: act('pause'),
      toggleClickThrough: act('click-through'),
      biggerText: act('bigger'),
      smallerText: act('smaller'),
      copyLastLine: act('copy'),
    },
    isMac: false,
    changed: (states) => told.push(states),
    after: (_ms, run) => {
      retry = run;
      return () => (retry = undefined);
    },
  });
  const press = (accelerator: string): void => held.get(accelerator)?.();
  return {
    board,
    elsewhere,
    held,
    done,
    told,
    press,
    passTime: () => retry?.(),
    mayRetry: () => retry !== undefined,
  };
};

test('each shortcut does its own', () => {
  const { board, done, press } = setUp();
  board.apply(hotkeys);
  for (const accelerator of Object.values(hotkeys)) press(accelerator);
  expect(done).toEqual(['captions', 'click-through', 'pause', 'bigger', 'smaller', 'copy']);
  expect(new Set(Object.values(board.states))).toEqual(new Set(['on']));
});

test('keys another program has, or that are none, cost no other shortcut', () => {
  const { board, elsewhere, done, press, told } = setUp();
  elsewhere.add(hotkeys.toggleCaptions);
  board.apply({ ...hotkeys, biggerText: 'Nonsense+X', smallerText: '' });
  press(hotkeys.copyLastLine);
  expect(done).toEqual(['copy']);
  expect(told.at(-1)).toMatchObject({
    ...{ toggleCaptions: 'taken', biggerText: 'taken', smallerText: 'none' },
    ...{ togglePause: 'on', toggleClickThrough: 'on', copyLastLine: 'on' },
  });
});

test('keys that become free are taken, which is told', () => {
  const { board, elsewhere, told, passTime, mayRetry, done, press } = setUp();
  elsewhere.add(hotkeys.togglePause);
  board.apply(hotkeys);
  passTime();
  expect(told).toHaveLength(1);
  elsewhere.clear();
  passTime();
  expect(told.at(-1)?.togglePause).toBe('on');
  press(hotkeys.togglePause);
  expect(done).toEqual(['pause']);
  expect(board.states.togglePause).toBe('on');
  board.release();
  expect(mayRetry()).toBe(false);
});

test('the same keys twice go to the first, whatever way they are written', () => {
  const { board, held } = setUp();
  board.apply({ ...hotkeys, copyLastLine: 'Shift+Control+L' });
  expect(board.states).toMatchObject({ toggleCaptions: 'on', copyLastLine: 'taken' });
  expect(held.has('Shift+Control+L')).toBe(false);
});

test('new keys replace the old ones, and none are left behind', () => {
  const { board, held } = setUp();
  board.apply(hotkeys);
  board.apply({ ...hotkeys, toggleCaptions: 'Alt+F9', togglePause: '' });
  expect(held.has(hotkeys.toggleCaptions)).toBe(false);
  expect(held.size).toBe(5);
  board.release();
  expect(held.size).toBe(0);
});
