import { isRunning, type CaptioningStatus } from '../../../shared/captioning-status';
import type { Caption } from '../../../shared/captions';
import type { Result } from '../../../shared/ipc/ipc-contract';
import { bridge } from '../bridge';
import { ask, askInto } from './ask';
import { withCaption, withSpeaker } from './caption-list';
import { createStore, useStore } from './store';

const status = createStore<CaptioningStatus>({ phase: 'stopped', zone: 'device', host: '', channels: [] });
const captions = createStore<readonly Caption[]>([]);

export const useCaptioningStatus = (): CaptioningStatus => useStore(status);
export const useRecentCaptions = (): readonly Caption[] => useStore(captions);

export { isRunning };

export const startCaptions = (): Promise<Result<undefined>> => ask(() => bridge.captioning.start());
export const togglePause = (): Promise<Result<undefined>> => ask(() => bridge.captioning.togglePause());
export const stopCaptions = (): Promise<Result<undefined>> => ask(() => bridge.captioning.stop());

/** Follows what main says of captions. */
export function connectCaptioning(): Promise<Result<unknown>[]> {
  bridge.captioning.statusChanged((next) => {
    // A new conversation begins with an empty page.
    if (next.phase === 'starting' && !isRunning(status.get().phase)) captions.set([]);
    status.set(next);
  });
  bridge.captioning.caption((caption) => {
    captions.set(withCaption(captions.get(), caption));
  });
  bridge.captioning.speaker((change) => {
    captions.set(withSpeaker(captions.get(), change));
  });
  return Promise.all([
    askInto(status, () => bridge.captioning.status()),
    askInto(captions, async () => {
      const recent = await bridge.captioning.recent();
      return recent.ok ? { ok: true, value: recent.value.reduce(withCaption, [] as Caption[]) } : recent;
    }),
  ]);
}
