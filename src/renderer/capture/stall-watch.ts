/** Looks in a row without a frame before audio counts as stuck. */
const patience = 3;
const mostPatience = 60;

/**
 * Notices an audio thread that has stopped: frames come 20 times a second for as long as one runs, sound or none.
 * Counts looks, not time: where the page itself was held up, the frames that waited come in before the next look.
 */
export class StallWatch {
  #frames = 0;
  #looks = 0;
  #patience = patience;

  /**
   * One look, about once a second.
   * @param frames that came so far, in all
   * @returns whether audio is stuck; said again only after twice as many looks, since what was done didn't help
   */
  look(frames: number): boolean {
    if (frames !== this.#frames) {
      this.#frames = frames;
      this.#looks = 0;
      this.#patience = patience;
      return false;
    }
    this.#looks += 1;
    if (this.#looks < this.#patience) return false;
    this.#looks = 0;
    this.#patience = Math.min(mostPatience, this.#patience * 2);
    return true;
  }
}
