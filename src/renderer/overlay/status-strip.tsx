import { phaseMessage, problemOf } from '../../shared/captioning-status';
import { problemText } from '../../shared/locales/messages';
import { zones } from '../../shared/zones';
import { startHint } from './hints';
import type { OverlayState } from './overlay-state';
import { messages } from './text';

/** Where the voice goes and whether it is heard: always in sight (rule Z8). */
export function StatusStrip({ state }: { state: OverlayState }) {
  const { status } = state;
  const zone = zones[status.zone];
  const label = messages.formatMessage({ id: zone.labelKey });
  const remark = remarkOf(state);
  return (
    <>
      <span
        className="badge"
        data-zone={zone.id}
        role="img"
        aria-label={messages.formatMessage({ id: 'overlay.zone' }, { zone: label })}
        title={`${label}. ${messages.formatMessage({ id: zone.promiseKey })}`}
      >
        {messages.formatMessage({ id: zone.badgeKey })}
      </span>
      <p className="state" data-phase={status.phase} role="status" title={remark}>
        <span className="phase">
          {messages.formatMessage({
            id: state.remark === null ? phaseMessage(status) : `overlay.remark.${state.remark}`,
          })}
        </span>
        {remark !== undefined && <span className="remark">{remark}</span>}
      </p>
      {status.phase === 'live' && status.latencyMs !== undefined && (
        <span className="latency">
          {messages.formatMessage({ id: 'overlay.latency' }, { seconds: status.latencyMs / 1000 })}
        </span>
      )}
    </>
  );
}

/** What the strip adds to the phase where captions are shown; without them the caption area says it at length. */
function remarkOf({ status, settings, platform, lines }: OverlayState): string | undefined {
  if (lines.blocks.length === 0) return undefined;
  const problem = problemOf(status);
  if (status.phase === 'stopped') return startHint(settings, platform);
  return problem && status.phase !== 'failed' ? problemText(messages, problem) : undefined;
}
