import { useEffect, useRef, useState, type CSSProperties } from 'react';
import {
  addCaption,
  emptyCaptionLines,
  visibleRows,
  type CaptionLines,
  type CaptionRow,
} from '../../../../shared/caption-lines';
import { lookVariables } from '../../../../shared/caption-look';
import type { Caption } from '../../../../shared/captions';
import { overlaySize, statusStripPx } from '../../../../shared/overlay-size';
import type { OverlayLook } from '../../../../shared/settings';
import { speakerColour } from '../../../../shared/speaker-colours';
import { useText, type Text } from '../../text';

/**
 * The overlay as it would look, rows and all, over a patterned ground so that its opacity shows.
 * @param lines what it captions; else an example of two speakers
 */
export function LookPreview({ look, lines }: { look: OverlayLook; lines?: CaptionLines }) {
  const t = useText();
  const ground = useRef<HTMLDivElement>(null);
  const room = useWidth(ground);
  const { width, height } = overlaySize(look);
  const rowsHeight = height - statusStripPx;
  const scale = Math.min(1, room / width);
  return (
    <figure className="look-preview">
      <div className="look-ground" role="img" aria-label={t('control.look.preview')}>
        <div className="look-room" ref={ground} style={{ height: rowsHeight * scale }}>
          <div
            className="look-panel caption-box"
            data-edge={look.textEdge}
            style={{ ...(lookVariables(look) as CSSProperties), width, scale: String(scale) }}
          >
            <div className="caption-rows" data-align={look.align}>
              {visibleRows(lines ?? exampleLines(look, t), look.lines).map(
                (row) => row.type === 'caption' && <Row key={row.key} row={row} look={look} />,
              )}
            </div>
          </div>
        </div>
      </div>
      {scale < 1 && room > 0 && (
        <figcaption className="row-description">{t('control.look.preview.scaled', { scale })}</figcaption>
      )}
    </figure>
  );
}

function Row({ row, look }: { row: Extract<CaptionRow, { type: 'caption' }>; look: OverlayLook }) {
  const t = useText();
  const colour = speakerColour(row.channel, row.speaker, look);
  return (
    <p className="caption-row" style={{ '--caption-speaker-colour': colour } as CSSProperties}>
      <span className="caption-speaker">{row.named && t(`overlay.speaker.${row.channel}`)}</span>
      <span className="caption-line">
        <span className="caption-text">{row.text}</span>
      </span>
    </p>
  );
}

/** Both speakers, broken into rows as the overlay breaks them. */
function exampleLines(look: OverlayLook, t: Text): CaptionLines {
  const said: Caption[] = (['others', 'you'] as const).map((channel, index) => ({
    channel,
    turn: 1,
    text: t(`control.look.sample.${channel}`),
    final: true,
    startMs: index,
    endMs: index,
  }));
  return said.reduce(addCaption, emptyCaptionLines(look.columns));
}

/** Width of an element as it is now, px; 0 before it has been measured. */
function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(entry.contentRect.width);
    });
    observer.observe(element.current);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return width;
}
