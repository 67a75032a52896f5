import { useRef, type PointerEvent } from 'react';

type Side = 'left' | 'right';

/**
 * The two sides of the unlocked window, to be dragged: the system doesn't resize a transparent window. For the mouse
 * only; the arrow keys do the same.
 */
export function WidthHandles({ resize }: { resize: (drag: { side: Side; width: number }) => void }) {
  return (
    <>
      <WidthHandle side="left" resize={resize} />
      <WidthHandle side="right" resize={resize} />
    </>
  );
}

function WidthHandle({
  side,
  resize,
}: {
  side: Side;
  resize: (drag: { side: Side; width: number }) => void;
}) {
  const start = useRef({ x: 0, width: 0 });
  return (
    <div
      className="width-handle"
      data-side={side}
      aria-hidden
      onPointerDown={(event: PointerEvent<HTMLElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        // On the screen: the window moves under the mouse as its left side does.
        start.current = { x: event.screenX, width: window.innerWidth };
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const moved = event.screenX - start.current.x;
        resize({ side, width: Math.round(start.current.width + (side === 'right' ? moved : -moved)) });
      }}
    />
  );
}
