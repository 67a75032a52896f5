import { useRef } from 'react';
import { problemOf } from '../../shared/captioning-status';
import { problemText } from '../../shared/locales/messages';
import { CaptionRowView } from './caption-row-view';
import { startHint, unlockHint } from './hints';
import { viewOf } from './history';
import type { OverlayState } from './overlay-state';
import { messages } from './text';
import { useHistoryScroll } from './use-history-scroll';
import { useRoom } from './use-room';
import { useSqueezedRows } from './use-squeezed-rows';

/** The captions: as high as the person's number of lines, newest at the bottom. */
export function CaptionArea({
  state,
  onColumns,
  onScroll,
  onBackToLive,
}: {
  state: OverlayState;
  onColumns: (columns: number) => void;
  onScroll: (by: number, room: number) => void;
  onBackToLive: () => void;
}) {
  const area = useRef<HTMLElement>(null);
  const { look, clickThrough } = state.settings.overlay;
  const room = useRoom(area, look, onColumns);
  const view = viewOf(state.lines, room, state.scrolledTo);
  useSqueezedRows(area, view);
  useHistoryScroll(area, { enabled: !clickThrough, room, onScroll, onBackToLive });
  const notice = noticeOf(state);

  return (
    <main
      className="captions caption-rows"
      ref={area}
      aria-label={messages.formatMessage({ id: 'overlay.captions' })}
      data-align={look.align}
      data-quiet={state.quiet && state.scrolledTo === null}
    >
      {notice.length > 0 && (view.rows.length === 0 || state.status.phase === 'failed') ? (
        <div className="notice">
          {notice.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ) : (
        <>
          {view.rows.map((row) => (
            <CaptionRowView key={row.key} row={row} look={look} />
          ))}
          {view.live && (
            <div className="live-row" data-live-row>
              <CaptionRowView row={view.live} look={look} />
            </div>
          )}
        </>
      )}
    </main>
  );
}

/** What stands in place of captions: nothing said yet, how to start, or what went wrong. */
function noticeOf({ status, settings, platform }: OverlayState): string[] {
  const problem = problemOf(status);
  if (problem && status.phase !== 'stopped') return [problemText(messages, problem)];
  if (status.phase === 'live' || status.phase === 'idle') {
    return [messages.formatMessage({ id: 'overlay.listening' })];
  }
  if (status.phase === 'paused') return [messages.formatMessage({ id: 'overlay.paused' })];
  if (status.phase === 'stopped' || status.phase === 'failed') {
    return [
      startHint(settings, platform),
      settings.overlay.clickThrough ? unlockHint(settings, platform) : null,
    ].filter((hint) => hint !== null);
  }
  return [];
}
