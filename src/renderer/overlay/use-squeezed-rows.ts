import { useLayoutEffect, type RefObject } from 'react';

/**
 * Narrows the letters of a row that is wider than the window (capitals, a row that had to stretch): breaking it
 * would move words, and cutting it would lose them.
 * @param rows what is shown; rows are measured again when it changes
 */
export function useSqueezedRows(area: RefObject<HTMLElement | null>, rows: unknown): void {
  useLayoutEffect(() => {
    const texts = [...(area.current?.querySelectorAll<HTMLElement>('.row .text') ?? [])];
    const squeezes = texts.map((text) => {
      const right = text.parentElement?.getBoundingClientRect().right ?? 0;
      const room = right - text.getBoundingClientRect().left;
      return Math.min(1, room / Math.max(1, text.offsetWidth));
    });
    texts.forEach((text, index) => {
      text.style.setProperty('--squeeze', String(squeezes[index]));
    });
  }, [area, rows]);
}
