import { useEffect, type RefObject } from 'react';
import type { OverlayLook } from '../../shared/settings';
import { gutterPx } from './look';

/** Everyday letters, to measure how wide a character is on average in whatever font the system has. */
const sample = 'the meeting on Thursday begins at half past nine, and everyone is invited to it';
const leastColumns = 12;

/** Tells how many characters fit on a row: as many as the person chose, fewer in a narrower window. */
export function useColumns(
  area: RefObject<HTMLElement | null>,
  { columns, fontSizePx }: Pick<OverlayLook, 'columns' | 'fontSizePx'>,
  onColumns: (columns: number) => void,
): void {
  useEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    const measure = document.createElement('canvas').getContext('2d');
    if (!measure) return undefined;
    measure.font = `${String(fontSizePx)}px ${getComputedStyle(element).fontFamily}`;
    const character = measure.measureText(sample).width / sample.length;
    const observer = new ResizeObserver(() => {
      const fitting = Math.floor((element.clientWidth - gutterPx(fontSizePx)) / character);
      onColumns(Math.max(leastColumns, Math.min(columns, fitting)));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [area, columns, fontSizePx, onColumns]);
}
