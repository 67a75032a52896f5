import type { Channel } from '../../shared/audio';
import type { SottoBridge } from '../../shared/ipc/ipc-schema';

type Told = Parameters<SottoBridge<'capture'>['capture']['sourceState']>[0];
/** How a source is, whichever channel it is of. */
export type SourceCondition = Omit<Told, 'channel'>;

/** Tells main how one channel's source is, where that is news. */
export class SourceReport {
  #told: Told | undefined;
  #isOver = false;

  constructor(
    private readonly channel: Channel,
    private readonly bridge: SottoBridge<'capture'>['capture'],
  ) {}

  tell(condition: SourceCondition): void {
    const told = this.#told;
    const isOld =
      told?.live === condition.live && told.problem === condition.problem && told.device === condition.device;
    if (this.#isOver || isOld) return;
    this.#told = { channel: this.channel, ...condition };
    this.bridge.sourceState(this.#told);
  }

  /** Told beside the condition, which it doesn't change. */
  remark(condition: SourceCondition): void {
    this.bridge.sourceState({ channel: this.channel, ...condition });
  }

  close(): void {
    this.#isOver = true;
  }
}
