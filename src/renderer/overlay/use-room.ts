import { useEffect, useState, type RefObject } from 'react';
import { fontFamilies } from '../../shared/caption-look';
import { speakerColumns } from '../../shared/overlay-size';
import type { OverlayLook } from '../../shared/settings';

/** Everyday letters, to measure how wide a character is on average in whatever font the system has. */
const sample = 'the meeting on Thursday begins at half past nine, and everyone is invited to it';
const leastColumns = 12;

/**
 * Tells how many characters fit on a row: as many as the person chose, fewer in a narrower window.
 * @returns how many rows fit: as many as the person chose, fewer in a lower window or where the system's text is larger
 */
export function useRoom(
  area: RefObject<HTMLElement | null>,
  { columns, lines, font, fontSizePx, fontWeight, lineHeight }: OverlayLook,
  onColumns: (columns: number) => void,
): number {
  const [rows, setRows] = useState(lines);
  useEffect(() => {
    const element = area.current;
    const box = element?.parentElement;
    const canvas = document.createElement('canvas').getContext('2d');
    if (!element || !box || !canvas) return undefined;
    const measure = (): void => {
      const sizePx = parseFloat(getComputedStyle(box).fontSize);
      canvas.font = `${String(fontWeight)} ${String(sizePx)}px ${fontFamilies[font]}`;
      const character = canvas.measureText(sample).width / sample.length;
      onColumns(
        Math.max(leastColumns, Math.min(columns, Math.floor(textWidth(element, sizePx) / character))),
      );
      setRows(
        Math.max(1, Math.min(lines, Math.floor(element.clientHeight / Math.round(sizePx * lineHeight)))),
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // A shipped font is loaded when it is first used: until then another one is measured.
    void document.fonts
      .load(`${String(fontWeight)} ${String(fontSizePx)}px ${fontFamilies[font]}`)
      .then(measure);
    return () => {
      observer.disconnect();
    };
  }, [area, columns, lines, font, fontSizePx, fontWeight, lineHeight, onColumns]);
  return Math.min(rows, lines);
}

/** Width left for text beside the speaker's name and the bar; as caption-look.css has them. */
const textWidth = (element: HTMLElement, sizePx: number): number =>
  element.clientWidth - Math.ceil((speakerColumns * 0.46 + 0.4) * sizePx);
