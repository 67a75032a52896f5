import { useLayoutEffect, type RefObject } from 'react';

/**
 * Narrows the letters of a row that is wider than the window (capitals, a row that had to stretch): breaking it
 * would move words, and cutting it would lose them.
 * @param rows what is shown; rows are measured again when it changes
 */
export function useSqueezedRows(area: RefObject<HTMLElement | null>, rows: unknown): void {
  useLayoutEffect(() => {
    const texts = [...(area.current?.querySelectorAll<HTMLElement>('.caption-text') ?? [])];
    const squeezes = texts.map((text) => {
      const line = text.parentElement;
      if (!line) return 1;
      const room = line.clientWidth - parseFloat(getComputedStyle(line).paddingInlineStart);
      return Math.min(1, room / Math.max(1, text.offsetWidth));
    });
    texts.forEach((text, index) => {
      text.style.setProperty('--squeeze', String(squeezes[index]));
    });
  }, [area, rows]);
}
