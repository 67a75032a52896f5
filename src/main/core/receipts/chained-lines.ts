import { createHash } from 'node:crypto';
import type { ChainState } from '../../../shared/session-receipt';

// Each line of a chain ends with a link: the SHA-256 of the link before it and of its own text up to the link. A line
// that is changed, taken out, put in or moved no longer fits. This shows damage and edits; it doesn't stop somebody who
// computes every link anew, as there is no secret in it. A copy of a link kept elsewhere (a receipt file) does.

const linked = /^(\{.*),"link":"([0-9a-f]{64})"\}$/s;

/** @returns a JSON object's text with its link to the line before, `''` for the first */
export function withLink(json: string, previous: string): { text: string; link: string } {
  const head = json.slice(0, -1);
  const link = linkOf(head, previous);
  return { text: `${head},"link":"${link}"}`, link };
}

const linkOf = (head: string, previous: string): string =>
  createHash('sha256').update(previous).update(head).digest('hex');

/** Follows a chain line by line. */
export class ChainReader {
  #link = '';
  #line = 0;
  #firstBroken: number | undefined;
  #hasLinks = false;

  /** Takes the next line. @returns its link, or undefined where it has none */
  take(text: string): string | undefined {
    this.#line += 1;
    const [, head = '', link] = linked.exec(text) ?? [];
    this.#hasLinks ||= link !== undefined;
    if (link === undefined || linkOf(head, this.#link) !== link) {
      this.#firstBroken ??= this.#line;
    }
    // One broken line is told once: the lines after it are measured by what it says of itself.
    if (link !== undefined) this.#link = link;
    return link;
  }

  /**
   * What the chain says of the lines taken.
   * @param isCutShort whether the last line was left half-written by a crash, which is not an edit
   * @param mayBeUnchained whether a chain without any link is an old one
   */
  state(isCutShort: boolean, mayBeUnchained: boolean): ChainState {
    if (!this.#hasLinks && mayBeUnchained) return { state: 'unchained' };
    const line = this.#firstBroken;
    if (line === undefined || (isCutShort && line === this.#line)) return { state: 'intact' };
    return { state: 'broken', line };
  }
}
