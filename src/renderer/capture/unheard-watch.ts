/** Levels of nothing but zeros, ten a second, before a source is suspected: a minute. */
const unheardLevels = 600;

/** Notices a source that has never delivered anything but zeros, though its frames come. */
export class UnheardWatch {
  #zeros: number | undefined = 0;

  /** @returns true once, when a minute has passed without any sound */
  level(peak: number): boolean {
    if (this.#zeros === undefined) return false;
    this.#zeros = peak > 0 ? undefined : this.#zeros + 1;
    if (this.#zeros !== unheardLevels) return false;
    this.#zeros = undefined;
    return true;
  }
}
