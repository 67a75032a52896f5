import { useEffect, useState } from 'react';
import type { Channel } from '../../../shared/audio';
import { meterPercent } from '../../../shared/meter';
import type { Problem } from '../../../shared/problems';
import { bridge } from '../bridge';
import { ask } from './ask';
import { useSettings } from './settings';
import { createStore, useStore } from './store';

type Levels = Readonly<Record<Channel, number>>;
const silence: Levels = { you: 0, others: 0 };

/** A source that says nothing for so long is silent, ms. */
const forgetAfterMs = 600;

const levels = createStore<Levels>(silence);

/** Loudness of each source as its meter shows it, 0–100. */
export const useLevels = (): Levels => useStore(levels);

export function connectLevels(): void {
  const forget: Partial<Record<Channel, number>> = {};
  bridge.captioning.levels(({ channel, rms }) => {
    levels.set({ ...levels.get(), [channel]: meterPercent(rms) });
    clearTimeout(forget[channel]);
    forget[channel] = window.setTimeout(() => {
      levels.set({ ...levels.get(), [channel]: 0 });
    }, forgetAfterMs);
  });
}

/**
 * Has main listen for the meters alone while `wanted` and captions are stopped; anew when the sources change.
 * @param attempt another number has it listen anew
 * @returns the problem in the way, if any
 */
export function useLevelPreview(wanted: boolean, attempt = 0): Problem | null {
  const [problem, setProblem] = useState<Problem | null>(null);
  const sources = JSON.stringify(useSettings().sources);
  useEffect(() => {
    if (!wanted) return;
    void ask(() => bridge.captioning.previewLevels(true)).then((answer) => {
      setProblem(answer.ok ? null : answer.problem);
    });
    return () => {
      setProblem(null);
      void ask(() => bridge.captioning.previewLevels(false));
    };
  }, [wanted, sources, attempt]);
  return problem;
}
