import { expect, it } from 'vitest';
import { SilenceWatch } from '../../../../src/renderer/capture/silence-watch';

/** What the watch says to these peaks, each for 100 ms, with where in the list it said it. */
function said(peaks: readonly number[]): [at: number, what: string][] {
  const watch = new SilenceWatch();
  return peaks.flatMap((peak, at) => {
    const what = watch.next({ rms: peak, peak });
    return what ? [[at, what] as [number, string]] : [];
  });
}
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

it('tells exact silence once, after five seconds, and its end once', () => {
  expect(said([...zeros(200), 0.1, 0.2])).toEqual([
    [49, 'began'],
    [200, 'ended'],
  ]);
});

it('says nothing of a quiet room or a short dropout', () => {
  expect(said([...zeros(49), 1e-6, ...zeros(49), 1e-6])).toEqual([]);
});

it('tells it again the next time', () => {
  expect(said([...zeros(50), 0.1, ...zeros(50)]).map(([, what]) => what)).toEqual([
    'began',
    'ended',
    'began',
  ]);
});
