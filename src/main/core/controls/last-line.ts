import type { Caption } from '../../../shared/captions';

/** Text of the newest turn that is final, else of what is being said; undefined before the first word. */
export function lastLine(captions: readonly Caption[]): string | undefined {
  const said = captions
    .filter(({ text }) => text.trim() !== '')
    .sort((one, other) => one.endMs - other.endMs);
  return (said.findLast(({ final }) => final) ?? said.at(-1))?.text.trim();
}
