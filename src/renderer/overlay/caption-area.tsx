import { useRef } from 'react';
import { visibleRows } from '../../shared/caption-lines';
import { problemText } from '../../shared/locales/messages';
import { CaptionRowView } from './caption-row-view';
import { startHint, unlockHint } from './hints';
import type { OverlayState } from './overlay-state';
import { problemOf } from './status-strip';
import { messages } from './text';
import { useColumns } from './use-columns';
import { useSqueezedRows } from './use-squeezed-rows';

/** The captions: as high as the person's number of lines, newest at the bottom. */
export function CaptionArea({
  state,
  onColumns,
}: {
  state: OverlayState;
  onColumns: (columns: number) => void;
}) {
  const area = useRef<HTMLElement>(null);
  const { look } = state.settings.overlay;
  useColumns(area, look, onColumns);
  const rows = visibleRows(state.lines, look.lines);
  useSqueezedRows(area, rows);
  const notice = noticeOf(state);

  return (
    <main className="captions" ref={area}>
      {notice.length > 0 && (rows.length === 0 || state.status.phase === 'failed') ? (
        <div className="notice">
          {notice.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ) : (
        rows.map((row) => <CaptionRowView key={row.key} row={row} />)
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
  if (status.phase === 'stopped' || status.phase === 'failed') {
    return [
      startHint(settings, platform),
      settings.overlay.clickThrough ? unlockHint(settings, platform) : null,
    ].filter((hint) => hint !== null);
  }
  return [];
}
