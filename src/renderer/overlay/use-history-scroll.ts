import { useEffect, type RefObject } from 'react';

/** Wheels and touchpads report in pixels or, where one notch is one event, in lines. */
const pixelsPerRow = 40;
const notchMode = 1;

/** While unlocked: the wheel scrolls back by rows, Page Up and Down by windows, Home and End all the way; Escape returns. */
export function useHistoryScroll(
  area: RefObject<HTMLElement | null>,
  {
    enabled,
    room,
    onScroll,
    onBackToLive,
  }: {
    enabled: boolean;
    room: number;
    onScroll: (by: number, room: number) => void;
    onBackToLive: () => void;
  },
): void {
  useEffect(() => {
    const element = area.current;
    if (!enabled || !element) return undefined;
    let pixels = 0;
    const wheel = (event: WheelEvent): void => {
      pixels += event.deltaMode === notchMode ? event.deltaY * pixelsPerRow : event.deltaY;
      const rows = Math.trunc(pixels / pixelsPerRow);
      pixels -= rows * pixelsPerRow;
      if (rows !== 0) onScroll(rows, room);
    };
    const page = Math.max(1, room - 1);
    const press = (event: KeyboardEvent): void => {
      const by = { PageUp: -page, PageDown: page, Home: -Infinity }[event.key];
      if (by !== undefined) onScroll(by, room);
      else if (event.key === 'End' || event.key === 'Escape') onBackToLive();
      else return;
      event.preventDefault();
    };
    element.addEventListener('wheel', wheel, { passive: true });
    window.addEventListener('keydown', press);
    return () => {
      element.removeEventListener('wheel', wheel);
      window.removeEventListener('keydown', press);
    };
  }, [area, enabled, room, onScroll, onBackToLive]);
}
