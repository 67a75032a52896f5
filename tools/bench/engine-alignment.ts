import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainWords } from '../../test/support/word-error-rate';
import type { Recording } from './engine-recordings';

/** When a word was spoken, ms from the recording's beginning. */
export interface SpokenWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

const program = '/usr/bin/pocketsphinx_continuous';
const model = '/usr/share/pocketsphinx/model/en-us';
export const canAlign = (): boolean => existsSync(program) && existsSync(join(model, 'en-us'));

/**
 * When each word of a recording is spoken, by PocketSphinx' forced alignment (good to about 0.1 s).
 * Undefined where its dictionary lacks a word, or it found something else.
 */
export const align = ({ pcm, text }: Recording): SpokenWord[] | undefined => {
  const wanted = plainWords(text);
  const folder = mkdtempSync(join(tmpdir(), 'sotto-align-'));
  try {
    const audio = join(folder, 'speech.raw');
    const grammar = join(folder, 'words.gram');
    writeFileSync(audio, pcm);
    writeFileSync(grammar, `#JSGF V1.0;\ngrammar words;\npublic <words> = ${wanted.join(' ')};\n`);
    const output = execFileSync(
      program,
      ['-infile', audio, '-jsgf', grammar, '-time', 'yes', '-logfn', '/dev/null']
        .concat(['-hmm', join(model, 'en-us'), '-dict', join(model, 'cmudict-en-us.dict')])
        .concat(['-vad_threshold', '1.0', '-remove_silence', 'no']),
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const words = [...output.matchAll(/^([a-z'.]+)(?:\(\d+\))? ([\d.]+) ([\d.]+) [\d.]+$/gm)].map(
      ([, word = '', start, end]) => ({
        text: word,
        startMs: Number(start) * 1000,
        endMs: Number(end) * 1000,
      }),
    );
    return words.length === wanted.length && words.every((word, at) => word.text === wanted[at])
      ? words
      : undefined;
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
