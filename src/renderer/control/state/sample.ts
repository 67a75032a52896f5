import { useEffect, useEffectEvent } from 'react';
import { addCaption, emptyCaptionLines, setColumns, type CaptionLines } from '../../../shared/caption-lines';
import type { Caption } from '../../../shared/captions';
import { bridge } from '../bridge';
import { ask } from './ask';
import { createStore, useStore } from './store';

/**
 * `starting`: the engine on this device gets ready. `live`: it captions. `over`: the recording has ended. `example`: there
 * is no engine, so a text is shown word by word in its place.
 */
export type SamplePhase = 'starting' | 'live' | 'over' | 'example';

export interface Sample {
  readonly phase: SamplePhase;
  readonly lines: CaptionLines;
}

/** What is shown while, and where, there are no captions of the engine's. */
export interface SampleTexts {
  waiting: string;
  example: string;
}

/** A word of the example text after the other, ms: somewhat slower than people speak. */
const exampleWordMs = 350;

const sample = createStore<Sample>({ phase: 'starting', lines: emptyCaptionLines(42) });
/** Ends the run that is shown. */
let leave: (() => void) | undefined;

/** The bundled recording, captioned live on this device while the page that asks is shown. */
export function useSample(columns: number, texts: SampleTexts): Sample & { again: () => void } {
  const again = useEffectEvent(() => {
    startSample(columns, texts);
  });
  useEffect(() => {
    again();
    return stopSample;
  }, []);
  useEffect(() => {
    const { phase, lines } = sample.get();
    sample.set({ phase, lines: setColumns(lines, columns) });
  }, [columns]);
  return {
    ...useStore(sample),
    again: () => {
      startSample(columns, texts);
    },
  };
}

function startSample(columns: number, texts: SampleTexts): void {
  leave?.();
  const turn = (number: number, text: string, final: boolean): Caption => ({
    channel: 'others',
    turn: number,
    text,
    final,
    startMs: 0,
    endMs: 0,
  });
  const nothing = emptyCaptionLines(columns);
  sample.set({ phase: 'starting', lines: addCaption(nothing, turn(0, texts.waiting, true)) });

  let timer: number | undefined;
  const showExample = (words: readonly string[], count = 1): void => {
    const { phase, lines } = sample.get();
    const isWhole = count === words.length;
    const shown = turn(1, words.slice(0, count).join(' '), isWhole);
    sample.set({
      phase: 'example',
      lines: addCaption(phase === 'example' ? lines : emptyCaptionLines(lines.columns), shown),
    });
    if (!isWhole) timer = window.setTimeout(showExample, exampleWordMs, words, count + 1);
  };
  const unfollow = bridge.sample.caption((caption) => {
    const { phase, lines } = sample.get();
    const before = phase === 'live' ? lines : emptyCaptionLines(lines.columns);
    sample.set({ phase: 'live', lines: addCaption(before, caption) });
  });
  let isLeft = false;
  leave = () => {
    isLeft = true;
    unfollow();
    clearTimeout(timer);
  };
  void ask(() => bridge.sample.run()).then((answer) => {
    if (isLeft) return;
    const { phase, lines } = sample.get();
    // An engine that breaks in the middle has shown enough.
    if (answer.ok || phase === 'live') sample.set({ phase: 'over', lines });
    else showExample(texts.example.split(' '));
  });
}

function stopSample(): void {
  leave?.();
  leave = undefined;
  bridge.sample.stop();
}
