import { useEffect, useSyncExternalStore } from 'react';
import type { SottoBridge } from '../../shared/ipc/ipc-schema';
import { Announcer } from './announcer';
import { CaptionArea } from './caption-area';
import { applyLook } from './look';
import type { OverlayStore } from './overlay-store';
import { StatusStrip } from './status-strip';
import { messages } from './text';
import { useNudgeKeys } from './use-nudge-keys';
import { WindowTools } from './window-tools';

/** The caption window. Its size follows from the settings alone, so that nothing jumps as people speak. */
export function OverlayApp({ bridge, store }: { bridge: SottoBridge<'overlay'>; store: OverlayStore }) {
  const state = useSyncExternalStore(store.subscribe, store.getState);
  const look = state?.settings.overlay.look;
  const unlocked = state?.settings.overlay.clickThrough === false;
  useEffect(() => {
    if (look) applyLook(document.documentElement, look);
  }, [look]);
  useNudgeKeys(unlocked, bridge.overlay.nudge);
  if (!state) return null;

  return (
    <div className="overlay" data-unlocked={unlocked}>
      <header className="strip">
        <h1 className="unseen">{messages.formatMessage({ id: 'overlay.title' })}</h1>
        <StatusStrip state={state} />
        {unlocked && <WindowTools bridge={bridge} state={state} />}
      </header>
      <CaptionArea state={state} onColumns={store.setColumns} />
      <Announcer finals={state.announcements} />
    </div>
  );
}
