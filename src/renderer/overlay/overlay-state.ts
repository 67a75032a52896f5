import { addCaption, emptyCaptionLines, type CaptionLines } from '../../shared/caption-lines';
import type { CaptioningPhase, CaptioningStatus } from '../../shared/captioning-status';
import type { Caption } from '../../shared/captions';
import type { Capabilities } from '../../shared/ipc/ipc-schema';
import type { Settings } from '../../shared/settings';

/** Finals kept for a screen reader: it reads what is added. */
const maxAnnouncements = 3;

/** Everything the overlay shows. */
export interface OverlayState {
  readonly platform: Capabilities['platform'];
  readonly settings: Settings;
  readonly status: CaptioningStatus;
  readonly lines: CaptionLines;
  /** Newest finals, each to be read out once. */
  readonly announcements: readonly Caption[];
}

const idle: readonly CaptioningPhase[] = ['stopped', 'failed'];

export function withStatus(state: OverlayState, status: CaptioningStatus): OverlayState {
  // A new conversation: its turns are counted from 1 again.
  const restarted = idle.includes(state.status.phase) && status.phase === 'starting';
  return restarted
    ? { ...state, status, lines: emptyCaptionLines(state.lines.columns), announcements: [] }
    : { ...state, status };
}

export function withCaption(state: OverlayState, caption: Caption): OverlayState {
  const lines = addCaption(state.lines, caption);
  const known = state.announcements.some(
    ({ channel, turn }) => channel === caption.channel && turn === caption.turn,
  );
  return caption.final && caption.text !== '' && !known
    ? { ...state, lines, announcements: [...state.announcements, caption].slice(-maxAnnouncements) }
    : { ...state, lines };
}
