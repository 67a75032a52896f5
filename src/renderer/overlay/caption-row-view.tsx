import type { CSSProperties } from 'react';
import type { CaptionRow } from '../../shared/caption-lines';
import type { OverlayLook } from '../../shared/settings';
import { speakerColour } from '../../shared/speaker-colours';
import { messages, speakerName } from './text';

/** One row: who speaks, by name and colour, and what is said. */
export function CaptionRowView({ row, look }: { row: CaptionRow; look: OverlayLook }) {
  if (row.type === 'gap') {
    return (
      <p className="caption-row" data-row="gap" data-channel={row.channel}>
        <span className="caption-speaker" />
        <span className="caption-line">
          <span className="caption-text">
            {messages.formatMessage(
              { id: 'overlay.gap' },
              { seconds: Math.max(1, Math.round(row.ms / 1000)) },
            )}
          </span>
        </span>
      </p>
    );
  }
  const colour = speakerColour(row.channel, row.speaker, look);
  return (
    <p
      className="caption-row"
      dir={row.rightToLeft ? 'rtl' : 'ltr'}
      data-row={row.key}
      data-channel={row.channel}
      data-final={row.final}
      style={{ '--caption-speaker-colour': colour } as CSSProperties}
    >
      <span className="caption-speaker">{row.named && speakerName(row.channel, row.speaker)}</span>
      <span className="caption-line">
        <span className="caption-text">{row.text}</span>
      </span>
    </p>
  );
}
