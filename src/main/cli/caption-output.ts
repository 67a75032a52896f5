import type { Caption, Gap, SpeakerChange } from '../../shared/captions';
import type { CaptioningTotals, SessionEvent } from '../core/captioning/captioning';

/** One of the formats captions come out in. */
export interface CaptionOutput {
  caption(caption: Caption): void;
  speaker(change: SpeakerChange): void;
  gap(gap: Gap): void;
  zone(change: { zone: CaptioningTotals['zone']; host: string; atMs: number }): void;
  session(event: SessionEvent): void;
  /** Something the person should know, for stderr. */
  note(text: string): void;
  /** The run is over: writes what comes last. Rejects where writing failed. */
  end(totals: CaptioningTotals): Promise<void>;
}
