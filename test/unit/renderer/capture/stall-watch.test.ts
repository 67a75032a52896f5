import { expect, it } from 'vitest';
import { StallWatch } from '../../../../src/renderer/capture/stall-watch';

/** Numbers of the looks at which audio was said to be stuck. */
const stuckAt = (frames: readonly number[]): number[] => {
  const watch = new StallWatch();
  return frames.flatMap((count, at) => (watch.look(count) ? [at + 1] : []));
};
const still = (looks: number, frames: number): number[] => Array.from({ length: looks }, () => frames);

it('finds audio stuck after three looks without a frame', () => {
  expect(stuckAt([20, 40, ...still(3, 40)])).toEqual([5]);
});

it('finds audio stuck that never began', () => {
  expect(stuckAt(still(3, 0))).toEqual([3]);
});

it('bears with a page that was held up: one frame between two looks is enough', () => {
  expect(stuckAt([20, 20, 20, 21, 21, 21, 22])).toEqual([]);
});

it('asks less and less often for what didn’t help, and begins anew once it did', () => {
  expect(stuckAt(still(45, 7))).toEqual([4, 10, 22]);
  expect(stuckAt([...still(10, 7), 8, ...still(3, 8)])).toEqual([4, 10, 14]);
});
