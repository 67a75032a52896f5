import type { CaptionRow } from '../../shared/caption-lines';
import { messages, speakerName } from './text';

/** One row: who speaks, by name and colour, and what is said. */
export function CaptionRowView({ row }: { row: CaptionRow }) {
  if (row.type === 'gap') {
    return (
      <p className="row gap" data-row="gap" data-channel={row.channel}>
        <span className="speaker" />
        <span className="text">
          {messages.formatMessage({ id: 'overlay.gap' }, { seconds: Math.max(1, Math.round(row.ms / 1000)) })}
        </span>
      </p>
    );
  }
  return (
    <p className="row" data-row={row.key} data-channel={row.channel} data-final={row.final}>
      <span className="speaker">{row.named && speakerName(row.channel, row.speaker)}</span>
      <span className="text" dir="auto">
        {row.text}
      </span>
    </p>
  );
}
