import { useEffect, useSyncExternalStore } from 'react';
import { lookVariables } from '../../shared/caption-look';
import type { SottoBridge } from '../../shared/ipc/ipc-schema';
import { Announcer } from './announcer';
import { BackToLive } from './back-to-live';
import { CaptionArea } from './caption-area';
import type { OverlayStore } from './overlay-store';
import { StatusStrip } from './status-strip';
import { messages } from './text';
import { useNudgeKeys } from './use-nudge-keys';
import { useTextScale } from './use-text-scale';
import { WidthHandles } from './width-handles';
import { WindowTools } from './window-tools';

/** The caption window. Its size follows from the settings alone, so that nothing jumps as people speak. */
export function OverlayApp({ bridge, store }: { bridge: SottoBridge<'overlay'>; store: OverlayStore }) {
  const state = useSyncExternalStore(store.subscribe, store.getState);
  const look = state?.settings.overlay.look;
  const unlocked = state?.settings.overlay.clickThrough === false;
  useEffect(() => {
    const { style } = document.documentElement;
    for (const [name, value] of Object.entries(look ? lookVariables(look) : {}))
      style.setProperty(name, value);
  }, [look]);
  useNudgeKeys(unlocked, bridge.overlay);
  useTextScale(bridge.overlay.textScale);
  if (!state || !look) return null;

  return (
    <div className="overlay caption-box" data-unlocked={unlocked} data-edge={look.textEdge}>
      <header className="strip">
        <h1 className="unseen">{messages.formatMessage({ id: 'overlay.title' })}</h1>
        <StatusStrip state={state} />
        {state.scrolledTo !== null && <BackToLive onPress={store.backToLive} />}
        {unlocked && <WindowTools bridge={bridge} state={state} />}
      </header>
      <CaptionArea
        state={state}
        onColumns={store.setColumns}
        onScroll={store.scroll}
        onBackToLive={store.backToLive}
      />
      {unlocked && <WidthHandles resize={bridge.overlay.resize} />}
      <Announcer announcements={state.announcements.said} />
    </div>
  );
}
