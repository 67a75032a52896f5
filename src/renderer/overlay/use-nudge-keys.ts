import { useEffect } from 'react';

/** Pixels an arrow key moves the window by. */
const step = 16;

const directions: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
};

/** While unlocked: arrow keys move the window, Shift with left or right changes its width. */
export function useNudgeKeys(
  unlocked: boolean,
  nudge: (step: { dx: number; dy: number; dWidth: number }) => void,
): void {
  useEffect(() => {
    if (!unlocked) return undefined;
    const press = (event: KeyboardEvent): void => {
      const direction = directions[event.key];
      if (!direction) return;
      event.preventDefault();
      const [dx, dy] = direction;
      if (!event.shiftKey) nudge({ dx, dy, dWidth: 0 });
      else if (dx !== 0) nudge({ dx: 0, dy: 0, dWidth: dx });
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, [unlocked, nudge]);
}
