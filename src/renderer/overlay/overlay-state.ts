import { addCaption, emptyCaptionLines, turnWords, type CaptionLines } from '../../shared/caption-lines';
import { withoutSentenceEnd } from '../../shared/caption-words';
import type { CaptioningPhase, CaptioningStatus } from '../../shared/captioning-status';
import type { Caption } from '../../shared/captions';
import type { Capabilities, OverlayRemark } from '../../shared/ipc/ipc-schema';
import { hear, noReadingText, showDue, type ReadingText } from '../../shared/reading-text';
import type { Settings } from '../../shared/settings';
import { noAnnouncements, withFinal, type Announcements } from './announcements';

/** Everything the overlay shows. */
export interface OverlayState {
  readonly platform: Capabilities['platform'];
  /** The system's, most wanted first. */
  readonly languages: readonly string[];
  readonly settings: Settings;
  readonly status: CaptioningStatus;
  readonly lines: CaptionLines;
  /** What has been heard and isn't shown yet; empty unless text is for reading. */
  readonly reading: ReadingText;
  /** Key of the last row shown while scrolled back; null shows the newest. */
  readonly scrolledTo: string | null;
  /** Whether it has been silent for so long that the captions fade. */
  readonly quiet: boolean;
  /** Said for a moment in place of the phase. */
  readonly remark: OverlayRemark | null;
  /** For a screen reader. */
  readonly announcements: Announcements;
}

const idle: readonly CaptioningPhase[] = ['stopped', 'failed'];

export function withStatus(state: OverlayState, status: CaptioningStatus): OverlayState {
  // A new conversation: its turns are counted from 1 again.
  const restarted = idle.includes(state.status.phase) && status.phase === 'starting';
  return restarted
    ? {
        ...state,
        status,
        lines: emptyCaptionLines(state.lines.columns),
        reading: noReadingText,
        scrolledTo: null,
        announcements: noAnnouncements,
      }
    : { ...state, status };
}

/** @param nowMs time of arrival on a monotonic clock */
export function withCaption(state: OverlayState, caption: Caption, nowMs: number): OverlayState {
  const announcements = state.settings.overlay.announce
    ? withFinal(state.announcements, caption, nowMs)
    : noAnnouncements;
  return { ...withText(state, caption, nowMs), quiet: false, announcements };
}

/** Puts a turn's text where it is read: at once, or what of it is stable. */
export function withText(state: OverlayState, caption: Caption, nowMs: number): OverlayState {
  if (state.settings.overlay.textMode === 'instant') {
    return { ...state, lines: addCaption(state.lines, asHeard(caption)) };
  }
  const shown = turnWords(state.lines, caption);
  const { reading, caption: stable } = hear(state.reading, shown, caption, nowMs);
  const isNew = shown.length === 0;
  // A turn of which nothing is stable yet takes no row.
  return isNew && stable.text === ''
    ? { ...state, reading }
    : { ...state, reading, lines: addCaption(state.lines, stable) };
}

const asHeard = (caption: Caption): Caption =>
  caption.final ? caption : { ...caption, text: withoutSentenceEnd(caption.text) };

/** Shows words that were held for long enough. */
export function withDueText(state: OverlayState, nowMs: number): OverlayState {
  const { reading, captions } = showDue(state.reading, (turn) => turnWords(state.lines, turn), nowMs);
  return { ...state, reading, lines: captions.reduce(addCaption, state.lines) };
}

export function withSettings(state: OverlayState, settings: Settings): OverlayState {
  const { clickThrough, textMode } = settings.overlay;
  // A locked window can't be scrolled, so it must not stay in the past.
  const next = { ...state, settings, scrolledTo: clickThrough ? null : state.scrolledTo };
  if (textMode === 'reading' || state.reading.size === 0) return next;
  const heard = [...state.reading.values()].map(({ caption }) => asHeard(caption));
  return { ...next, reading: noReadingText, lines: heard.reduce(addCaption, state.lines) };
}
