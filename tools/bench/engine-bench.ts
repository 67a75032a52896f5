import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EngineProcess } from '../../src/main/core/engine/engine-process';
import { moonshineModelId, moonshineSizes } from '../../src/main/core/engine/moonshine';
import { V3Client, type ReceivedTurn } from '../../test/support/v3-client';
import { plainWords, wordErrors } from '../../test/support/word-error-rate';
import { align, canAlign, type SpokenWord } from './engine-alignment';
import { missingPackages, readRecordings, type Recording } from './engine-recordings';
import { summary } from './percentiles';

// Measures the engine on this device through its socket, on human speech from Debian packages: how much it
// gets wrong, and with --live (real time) how long one waits for it. See docs/on-device-engine.md.

const { values: options } = parseArgs({
  options: {
    model: { type: 'string', default: 'tiny' },
    live: { type: 'boolean', default: false },
    recordings: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const size = moonshineSizes.find((one) => one === options.model);
if (!size) {
  console.error('--model is tiny or base.');
  process.exit(2);
}
const missing = missingPackages();
if (missing.length > 0) {
  console.error(`The recordings are not here. Install them: sudo apt-get install ${missing.join(' ')}`);
  process.exit(1);
}

/** Live runs take as long as the speech, so that every fourth recording has to do. */
const chosen = (all: Recording[]): Recording[] => {
  const some = options.live ? all.filter((_, at) => at < 6 || at % 4 === 0) : all;
  return some.slice(0, options.recordings === undefined ? undefined : Number(options.recordings));
};

const silence = (ms: number): Buffer => Buffer.alloc(ms * 32);
/** Room before the speech and after it: time for the turn to end. */
const leadMs = 500;
const tailMs = 1_800;

interface Latencies {
  firstPartial: number[];
  wordShown: number[];
  wordFinal: number[];
  endOfTurn: number[];
}

/** For each reference word the first of the messages that shows it, in the order of the reference. */
const firstShown = (
  spoken: readonly SpokenWord[],
  turns: readonly ReceivedTurn[],
  counts: (word: ReceivedTurn['words'][number]) => boolean,
): (number | undefined)[] => {
  const shown: (number | undefined)[] = spoken.map(() => undefined);
  const wordsOfTurn = new Map<number, string[]>();
  for (const turn of turns) {
    wordsOfTurn.set(
      turn.turn_order,
      turn.words.filter(counts).flatMap(({ text }) => plainWords(text)),
    );
    const words = [...wordsOfTurn.entries()].sort(([a], [b]) => a - b).flatMap(([, text]) => text);
    let from = 0;
    spoken.forEach(({ text }, at) => {
      const found = words.indexOf(text, from);
      // A word further on is another one that sounds the same.
      if (found < 0 || found > from + 3) return;
      from = found + 1;
      shown[at] ??= turn.at;
    });
  }
  return shown;
};

const measure = (spoken: readonly SpokenWord[], began: number, client: V3Client, into: Latencies): void => {
  /** When audio of this time of the recording was handed over, on the clock of the messages. */
  const clock = (ms: number): number => began + leadMs + ms;
  const [first] = spoken;
  const last = spoken.at(-1);
  if (!first || !last) return;
  const firstTurn = client.turns[0];
  if (firstTurn) into.firstPartial.push(firstTurn.at - clock(first.startMs));
  const lastFinal = client.finals.at(-1);
  if (lastFinal) into.endOfTurn.push(lastFinal.at - clock(last.endMs));
  const shown = firstShown(spoken, client.turns, () => true);
  const final = firstShown(spoken, client.turns, (word) => word.word_is_final);
  spoken.forEach(({ endMs }, at) => {
    if (shown[at] !== undefined) into.wordShown.push(shown[at] - clock(endMs));
    if (final[at] !== undefined) into.wordFinal.push(final[at] - clock(endMs));
  });
};

/** CPU time (s) and largest memory (MB) of a process, from Linux' /proc. */
const usage = (pid: number): { cpuSeconds: number; peakMb: number } => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100, peakMb: Number(peak) / 1024 };
};

let pid = 0;
const engine = new EngineProcess({
  fork: (args) => {
    const child = fork(resolve(import.meta.dirname, '../../src/main/engine.ts'), args, {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, SOTTO_ENGINE_DIR: resolve(import.meta.dirname, '../../out/engine') },
    });
    pid = child.pid ?? 0;
    return child;
  },
});

const { url, authorization } = await engine.destination();
const recordings = chosen(readRecordings());
const latencies: Latencies = { firstPartial: [], wordShown: [], wordFinal: [], endOfTurn: [] };
let errors = 0;
let words = 0;
let audioSeconds = 0;
let corrections = 0;
let finalWords = 0;
let start: { at: number; cpuSeconds: number } | undefined;

for (const recording of recordings) {
  const client = new V3Client(`${url}?speech_model=${moonshineModelId(size)}`, authorization);
  await client.begun();
  // Loading the model is not part of it.
  start ??= { at: performance.now(), cpuSeconds: usage(pid).cpuSeconds };
  const audio = Buffer.concat([silence(leadMs), recording.pcm, silence(tailMs)]);
  const began = performance.now();
  await client.speak(audio, options.live ? { frameMs: 50, pace: 1 } : { frameMs: 200 });
  await client.terminate();
  audioSeconds += audio.length / 32_000;

  const transcript = client.finals.map((turn) => turn.transcript).join(' ');
  const result = wordErrors(recording.text, transcript);
  errors += result.errors;
  words += result.words;
  for (const turn of client.finals) {
    finalWords += turn.words.length;
    for (const partial of client.turns.filter((one) => one.turn_order === turn.turn_order))
      corrections += partial.words.filter(
        (word, at) => word.word_is_final && word.text !== turn.words[at]?.text,
      ).length;
  }
  if (options.verbose && result.errors > 0)
    console.log(`${recording.name}: ${result.errors}\n  said  ${recording.text}\n  heard ${transcript}`);
  const spoken = options.live ? align(recording) : undefined;
  if (spoken) measure(spoken, began, client, latencies);
}

const { cpuSeconds, peakMb } = usage(pid);
const wallSeconds = (performance.now() - (start?.at ?? 0)) / 1000;
const cpu = cpuSeconds - (start?.cpuSeconds ?? 0);
console.log(
  `${moonshineModelId(size)}, ${options.live ? 'real time' : 'as fast as it goes'}: ${recordings.length} recordings, ${audioSeconds.toFixed(0)} s, ${words} words`,
);
console.log(`word error rate         ${((100 * errors) / words).toFixed(1)} %`);
console.log(`final words changed     ${corrections} of ${finalWords}`);
if (options.live) {
  console.log(`first partial after onset       ${summary(latencies.firstPartial)}`);
  console.log(`word shown after it was spoken  ${summary(latencies.wordShown)}`);
  console.log(`word final after it was spoken  ${summary(latencies.wordFinal)}`);
  console.log(`end of turn after end of speech ${summary(latencies.endOfTurn)}`);
  console.log(
    canAlign()
      ? 'When words were spoken: forced alignment by PocketSphinx.'
      : 'No latencies: they need the packages pocketsphinx and pocketsphinx-en-us to know when words were spoken.',
  );
  console.log(`CPU                     ${((100 * cpu) / wallSeconds).toFixed(0)} % of one core`);
} else {
  console.log(`time                    ${(wallSeconds / audioSeconds).toFixed(3)} of the audio's length`);
}
console.log(`largest memory          ${peakMb.toFixed(0)} MB`);
engine.dispose();
