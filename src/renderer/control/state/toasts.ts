import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components';
import type { Result } from '../../../shared/ipc/ipc-contract';

export interface ToastContent {
  text: string;
  /** Takes back what the toast tells of. */
  undo?: () => Promise<Result<unknown>>;
}

/** Long enough to read and reach for, ms; waits while the pointer or the focus is on it. */
const shownMs = 10_000;

export const toasts = new ToastQueue<ToastContent>({ maxVisibleToasts: 1 });

let latest: { key: string; content: ToastContent } | undefined;

/** Shows a toast in place of the one before. */
export function showToast(content: ToastContent): void {
  if (latest) toasts.close(latest.key);
  const key = toasts.add(content, {
    timeout: shownMs,
    onClose: () => {
      if (latest?.key === key) latest = undefined;
    },
  });
  latest = { key, content };
}

/** The toast that is shown, if any. */
export const latestToast = (): { key: string; content: ToastContent } | undefined => latest;
