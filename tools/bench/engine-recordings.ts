import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { plainWords } from '../../test/support/word-error-rate';

/** Human speech and what is said in it. */
export interface Recording {
  readonly name: string;
  /** PCM16 LE mono 16 kHz. */
  readonly pcm: Buffer;
  readonly text: string;
}

const root = resolve(import.meta.dirname, '../..');
const prompts = '/usr/share/asterisk/sounds/en_US_f_Allison';
const promptTexts = '/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz';
const books = '/usr/share/pocketsphinx/test/data/librivox';

/** Debian packages the bench needs and does not find. */
export const missingPackages = (): string[] =>
  [
    { name: 'asterisk-core-sounds-en-g722', file: join(prompts, 'vm-goodbye.g722') },
    { name: 'asterisk-core-sounds-en', file: promptTexts },
    { name: 'pocketsphinx-testdata', file: join(books, 'transcription') },
    { name: 'ffmpeg', file: '/usr/bin/ffmpeg' },
  ]
    .filter(({ file }) => !existsSync(file))
    .map(({ name }) => name);

const decode = (file: string, ...format: string[]): Buffer =>
  execFileSync(
    'ffmpeg',
    ['-v', 'error', ...format, '-i', file, '-f', 's16le', '-ac', '1', '-ar', '16000', '-'],
    { maxBuffer: 1 << 28 },
  );

const maxSeconds = 30;
/** Prompts whose text says how they are read out: no sound effects, addresses or long numbers. */
const isPlain = (text: string): boolean =>
  plainWords(text).length >= 8 && !/[([]|\d{3}|www|re-?enter/i.test(text);

/** One speaker in a studio, telephone prompts (CC-BY-SA, so not kept here): eight words or more. */
const readPrompts = (): Recording[] =>
  gunzipSync(readFileSync(promptTexts))
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const [name = '', ...rest] = line.split(': ');
      const text = rest.join(': ');
      const file = join(prompts, `${name}.g722`);
      if (name.startsWith(';') || !isPlain(text) || !existsSync(file)) return [];
      const pcm = decode(file, '-f', 'g722');
      return pcm.length > maxSeconds * 32_000 ? [] : [{ name, pcm, text }];
    });

/** Sentences of an audio book from LibriVox (public domain). */
const readBooks = (): Recording[] =>
  [...readFileSync(join(books, 'transcription'), 'utf8').matchAll(/<s> (.*) <\/s> \((.*)\)/g)].map(
    ([, text = '', name = '']) => ({ name, pcm: decode(join(books, `${name}.wav`)), text }),
  );

const readSample = (): Recording => ({
  name: 'speech-sample',
  pcm: decode(join(root, 'assets/speech-sample.wav')),
  text: readFileSync(join(root, 'assets/speech-sample.txt'), 'utf8').trim(),
});

/** Speech whose text may be kept in the project: public domain. */
export const readFreeRecordings = (): Recording[] => [readSample(), ...readBooks()];

export const readRecordings = (): Recording[] => [...readFreeRecordings(), ...readPrompts()];
