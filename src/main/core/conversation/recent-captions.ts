import { channels, type Channel } from '../../../shared/audio';
import type { Caption, SpeakerChange } from '../../../shared/captions';

/** Turns kept of each channel, for a window that opens in the middle of a conversation. */
const turnsKept = 50;

/** The last turns of each channel, in the order they began. */
export class RecentCaptions {
  readonly #turns = new Map<Channel, Map<number, Caption>>(channels.map((channel) => [channel, new Map()]));

  add(caption: Caption): void {
    const turns = this.#turns.get(caption.channel);
    if (!turns) return;
    if (caption.final && caption.text === '') turns.delete(caption.turn);
    else turns.set(caption.turn, caption);
    const [oldest] = turns.keys();
    if (turns.size > turnsKept && oldest !== undefined) turns.delete(oldest);
  }

  speaker({ channel, turn, speaker }: SpeakerChange): void {
    const caption = this.#turns.get(channel)?.get(turn);
    if (caption) this.#turns.get(channel)?.set(turn, { ...caption, speaker });
  }

  list(): Caption[] {
    return [...this.#turns.values()]
      .flatMap((turns) => [...turns.values()])
      .sort((a, b) => a.startMs - b.startMs);
  }

  clear(): void {
    for (const turns of this.#turns.values()) turns.clear();
  }
}
