import { addCaption, addGap, emptyCaptionLines, nameSpeaker, setColumns } from '../../shared/caption-lines';
import type { SottoBridge } from '../../shared/ipc/ipc-schema';
import { defaultSettings } from '../../shared/settings';
import { withCaption, withStatus, type OverlayState } from './overlay-state';

/** The state of the page, as React's `useSyncExternalStore` wants it. */
export interface OverlayStore {
  subscribe: (listener: () => void) => () => void;
  /** null until main has answered. */
  getState: () => OverlayState | null;
  /** Characters that fit on a row. */
  setColumns: (columns: number) => void;
}

type Change = (state: OverlayState) => OverlayState;

/**
 * Asks main for the present state and follows its notifications. However many come, the page is told once a frame.
 * @param nextFrame runs its argument before the next paint
 */
export function createOverlayStore(
  bridge: SottoBridge<'overlay'>,
  nextFrame: (paint: () => void) => void,
): OverlayStore {
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
    requestPaint();
  };

  let paintRequested = false;
  const requestPaint = (): void => {
    if (paintRequested) return;
    paintRequested = true;
    nextFrame(() => {
      paintRequested = false;
      shown = current;
      for (const listener of listeners) listener();
    });
  };

  bridge.captioning.caption((caption) => {
    change((state) => withCaption(state, caption));
  });
  bridge.captioning.speaker((named) => {
    change((state) => ({ ...state, lines: nameSpeaker(state.lines, named) }));
  });
  bridge.captioning.gap((gap) => {
    change((state) => ({ ...state, lines: addGap(state.lines, gap) }));
  });
  bridge.captioning.statusChanged((status) => {
    change((state) => withStatus(state, status));
  });
  bridge.settings.changed((settings) => {
    change((state) => ({ ...state, settings }));
  });
  void initialState(bridge).then((initial) => {
    current = early.reduce((state, apply) => apply(state), initial);
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
  };
}

/** What main answers now; where it can't, the problem is what the page shows. */
async function initialState(bridge: SottoBridge<'overlay'>): Promise<OverlayState> {
  const [status, recent, settings, capabilities] = await Promise.all([
    bridge.captioning.status(),
    bridge.captioning.recent(),
    bridge.settings.get(),
    bridge.app.capabilities(),
  ]);
  const look = settings.ok ? settings.value : defaultSettings;
  const captions = recent.ok ? recent.value : [];
  return {
    platform: capabilities.ok ? capabilities.value.platform : 'linux',
    settings: look,
    status: status.ok
      ? status.value
      : { phase: 'failed', zone: 'device', host: '', channels: [], problem: status.problem },
    lines: captions.reduce(addCaption, emptyCaptionLines(look.overlay.look.columns)),
    announcements: [],
  };
}
