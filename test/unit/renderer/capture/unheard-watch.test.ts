import { expect, it } from 'vitest';
import { UnheardWatch } from '../../../../src/renderer/capture/unheard-watch';

/** Which of these levels, a tenth of a second each, were found suspicious. */
const suspected = (peaks: readonly number[]): number[] => {
  const watch = new UnheardWatch();
  return peaks.flatMap((peak, index) => (watch.level(peak) ? [index + 1] : []));
};
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

it('suspects once a source that gave nothing but zeros for a minute', () => {
  expect(suspected(zeros(2000))).toEqual([600]);
});

it('trusts for good a source that was heard: then nothing plays', () => {
  expect(suspected([...zeros(599), 0.001, ...zeros(2000)])).toEqual([]);
});
