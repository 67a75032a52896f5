import type { Level } from './pcm-framer';

/** Levels of exact silence (ten a second) before a source counts as dead: 5 s. */
const silentLevels = 50;

/** Notices a source that delivers nothing but zeros: a microphone that hears a room never does. */
export class SilenceWatch {
  #zeros = 0;

  /** @returns whether silence began or ended with this level; undefined where nothing changed */
  next({ peak }: Level): 'began' | 'ended' | undefined {
    const wasSilent = this.#zeros >= silentLevels;
    this.#zeros = peak === 0 ? this.#zeros + 1 : 0;
    const isSilent = this.#zeros >= silentLevels;
    if (isSilent === wasSilent) return undefined;
    return isSilent ? 'began' : 'ended';
  }
}
