import { useEffect } from 'react';
import type { SottoBridge } from '../../shared/ipc/ipc-schema';

/** Pixels an arrow key moves the window by. */
const step = 16;

const directions: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
};

/**
 * While unlocked: arrow keys move the window, Shift with left or right changes its width, Ctrl or ⌘ with up or down
 * sends it to the top or bottom.
 */
export function useNudgeKeys(unlocked: boolean, { nudge, moveTo }: SottoBridge<'overlay'>['overlay']): void {
  useEffect(() => {
    if (!unlocked) return undefined;
    const press = (event: KeyboardEvent): void => {
      const direction = directions[event.key];
      if (!direction || event.altKey) return;
      event.preventDefault();
      const [dx, dy] = direction;
      if (event.ctrlKey || event.metaKey) {
        if (dy !== 0) void moveTo(dy < 0 ? 'top' : 'bottom');
      } else if (!event.shiftKey) nudge({ dx, dy, dWidth: 0 });
      else if (dx !== 0) nudge({ dx: 0, dy: 0, dWidth: dx });
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, [unlocked, nudge, moveTo]);
}
