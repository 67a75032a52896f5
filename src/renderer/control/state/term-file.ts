import { parseTerms } from './key-terms';

/** The largest list of terms has a few thousand characters; what is larger than this is another file. */
export const termFileMostBytes = 1_000_000;

export type TermFile =
  { readonly terms: readonly string[] } | { readonly problem: 'too-large' | 'not-text' | 'no-terms' };

const encodings: readonly { mark: readonly number[]; name: string }[] = [
  { mark: [0xff, 0xfe], name: 'utf-16le' },
  { mark: [0xfe, 0xff], name: 'utf-16be' },
];
/** Control characters no text has. */
// eslint-disable-next-line no-control-regex -- control characters are what tells a binary file
const binary = /[\u0000-\u0008\u000e-\u001f]/;
/** `# a note`; a hash that belongs to a word, as in `#sotto`, begins a term. */
const comment = /^\s*#(\s.*)?$/;

/** Reads a file of terms: text in UTF-8, or UTF-16 with a byte order mark, one term a line; lines that begin with `# ` are notes. */
export function readTermFile(bytes: Uint8Array): TermFile {
  if (bytes.byteLength > termFileMostBytes) return { problem: 'too-large' };
  const text = decode(bytes);
  if (text === undefined || binary.test(text)) return { problem: 'not-text' };
  const lines = text.split(/\r\n|\r|\n/).filter((line) => !comment.test(line));
  const terms = lines.flatMap(parseTerms);
  return terms.length > 0 ? { terms } : { problem: 'no-terms' };
}

function decode(bytes: Uint8Array): string | undefined {
  const marked = encodings.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte));
  try {
    return new TextDecoder(marked?.name ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
