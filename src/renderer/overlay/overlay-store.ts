import { addGap, emptyCaptionLines, nameSpeaker, setColumns } from '../../shared/caption-lines';
import type { SottoBridge } from '../../shared/ipc/ipc-schema';
import { nextDueMs, noReadingText } from '../../shared/reading-text';
import { defaultSettings } from '../../shared/settings';
import { announcementDueMs, noAnnouncements, withDueAnnouncement } from './announcements';
import { scrollBy } from './history';
import {
  withCaption,
  withDueText,
  withSettings,
  withStatus,
  withText,
  type OverlayState,
} from './overlay-state';

/** The state of the page, as React's `useSyncExternalStore` wants it. */
export interface OverlayStore {
  subscribe: (listener: () => void) => () => void;
  /** null until main has answered. */
  getState: () => OverlayState | null;
  /** Characters that fit on a row. */
  setColumns: (columns: number) => void;
  /** Scrolls by rows, < 0 back; `room` is how many are shown. */
  scroll: (by: number, room: number) => void;
  backToLive: () => void;
}

/** Time as the page has it. */
export interface PageTime {
  /** Runs its argument before the next paint. */
  nextFrame: (paint: () => void) => void;
  /** Monotonic, ms. */
  now: () => number;
  /** Runs its argument after some ms, unless what it returns is called before. */
  after: (ms: number, run: () => void) => () => void;
}

/** Long enough to be read and heard, ms. */
const remarkMs = 3000;

type Change = (state: OverlayState) => OverlayState;

/**
 * Asks main for the present state and follows its notifications. However many come, the page is told once a frame.
 */
export function createOverlayStore(bridge: SottoBridge<'overlay'>, time: PageTime): OverlayStore {
  const listeners = new Set<() => void>();
  /** Changes that came before main's first answers. */
  const early: Change[] = [];
  let current: OverlayState | null = null;
  let shown: OverlayState | null = null;

  const change = (apply: Change): void => {
    if (!current) {
      early.push(apply);
      return;
    }
    current = apply(current);
    showHeldText();
    readOutWhenDue();
    requestPaint();
  };

  let paintRequested = false;
  const requestPaint = (): void => {
    if (paintRequested) return;
    paintRequested = true;
    time.nextFrame(() => {
      paintRequested = false;
      shown = current;
      for (const listener of listeners) listener();
    });
  };

  let cancelHeld: (() => void) | undefined;
  const showHeldText = (): void => {
    cancelHeld?.();
    const due = current ? nextDueMs(current.reading) : undefined;
    cancelHeld =
      due === undefined
        ? undefined
        : time.after(Math.max(0, due - time.now()), () => {
            change((state) => withDueText(state, time.now()));
          });
  };

  let cancelAnnouncement: (() => void) | undefined;
  const readOutWhenDue = (): void => {
    cancelAnnouncement?.();
    const due = current ? announcementDueMs(current.announcements) : undefined;
    cancelAnnouncement =
      due === undefined
        ? undefined
        : time.after(Math.max(0, due - time.now()), () => {
            change((state) => ({
              ...state,
              announcements: withDueAnnouncement(state.announcements, time.now()),
            }));
          });
  };

  let cancelFade: (() => void) | undefined;
  const fadeAfterSilence = (): void => {
    cancelFade?.();
    const fadeAfterS = current?.settings.overlay.fadeAfterS ?? null;
    cancelFade =
      fadeAfterS === null
        ? undefined
        : time.after(fadeAfterS * 1000, () => {
            change((state) => ({ ...state, quiet: true }));
          });
  };

  bridge.captioning.caption((caption) => {
    const nowMs = time.now();
    change((state) => withCaption(state, caption, nowMs));
    fadeAfterSilence();
  });
  bridge.captioning.speaker((named) => {
    change((state) => ({ ...state, lines: nameSpeaker(state.lines, named) }));
  });
  bridge.captioning.gap((gap) => {
    change((state) => ({ ...state, lines: addGap(state.lines, gap), quiet: false }));
    fadeAfterSilence();
  });
  bridge.captioning.statusChanged((status) => {
    change((state) => withStatus(state, status));
  });
  let cancelRemark: (() => void) | undefined;
  bridge.overlay.remark((remark) => {
    change((state) => ({ ...state, remark }));
    cancelRemark?.();
    cancelRemark = time.after(remarkMs, () => {
      change((state) => ({ ...state, remark: null }));
    });
  });
  bridge.settings.changed((settings) => {
    change((state) => ({ ...withSettings(state, settings), quiet: false }));
    fadeAfterSilence();
  });
  void initialState(bridge, time.now).then((initial) => {
    current = early.reduce((state, apply) => apply(state), initial);
    showHeldText();
    fadeAfterSilence();
    requestPaint();
  });

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => shown,
    setColumns: (columns) => {
      change((state) => ({ ...state, lines: setColumns(state.lines, columns) }));
    },
    scroll: (by, room) => {
      change((state) => ({
        ...state,
        scrolledTo: scrollBy(state.lines, room, state.scrolledTo, by),
        quiet: false,
      }));
    },
    backToLive: () => {
      change((state) => ({ ...state, scrolledTo: null }));
    },
  };
}

/** What main answers now; where it can't, the problem is what the page shows. */
async function initialState(bridge: SottoBridge<'overlay'>, now: () => number): Promise<OverlayState> {
  const [status, recent, settings, capabilities] = await Promise.all([
    bridge.captioning.status(),
    bridge.captioning.recent(),
    bridge.settings.get(),
    bridge.app.capabilities(),
  ]);
  const look = settings.ok ? settings.value : defaultSettings;
  const captions = recent.ok ? recent.value : [];
  const empty: OverlayState = {
    platform: capabilities.ok ? capabilities.value.platform : 'linux',
    languages: capabilities.ok ? capabilities.value.languages : [],
    settings: look,
    status: status.ok
      ? status.value
      : { phase: 'failed', zone: 'device', host: '', channels: [], problem: status.problem },
    lines: emptyCaptionLines(look.overlay.look.columns),
    reading: noReadingText,
    scrolledTo: null,
    quiet: false,
    remark: null,
    announcements: noAnnouncements,
  };
  return captions.reduce((state, caption) => withText(state, caption, now()), empty);
}
