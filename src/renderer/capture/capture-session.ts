import type { CaptureRequest, SottoBridge } from '../../shared/ipc/ipc-schema';
import { sourcesOf, type AudioSource } from './audio-sources';
import { CaptureClock } from './capture-clock';
import { CapturedChannel } from './captured-channel';
import { watchDevices } from './device-watch';
import { openContext } from './open-context';
import { watchPermission } from './permission-watch';
import { retryDelayMs } from './retry-delay';

/** Plugging in one device brings several events. */
const settleMs = 300;
const lookEveryMs = 1000;

/** One capture, from the port main sent until it is closed on either side. */
export interface CaptureSession {
  close: () => void;
}

/**
 * Listens to the sources a request asks for and sends their frames to `port`. All channels share one audio clock,
 * which begins now. What fails is told by `sourceState`, for its own channel alone.
 * @param onDevicesChanged called whenever devices came or went, or their names became known
 */
export function startCapture(
  request: CaptureRequest,
  port: MessagePort,
  bridge: SottoBridge<'capture'>['capture'],
  onDevicesChanged: () => void,
): CaptureSession {
  const clock = new CaptureClock(performance.now());
  const sources = sourcesOf(request, (picture) => bridge.allowSharing(picture));
  let context: AudioContext | undefined;
  let channels: CapturedChannel[] = [];
  let reconsideration: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let lookedAt = 0;
  let failures = 0;
  let isRenewing = false;
  let isClosed = false;

  const reconsider = (): void => {
    clearTimeout(reconsideration);
    reconsideration = setTimeout(() => {
      for (const channel of channels) void channel.reconsider();
    }, settleMs);
  };

  const begin = async (): Promise<void> => {
    let opened: AudioContext;
    try {
      opened = await openContext();
    } catch (error) {
      if (isClosed) return;
      tellStuck(sources, bridge, error);
      clock.contextReplaced();
      retry = setTimeout(() => void begin(), retryDelayMs(++failures));
      return;
    }
    // Stopped meanwhile: a source opened now would stay open with nobody left to close it.
    if (isClosed) {
      void opened.close();
      return;
    }
    context = opened;
    channels = sources.map(
      (source) =>
        new CapturedChannel(source, {
          context: opened,
          clock,
          bridge,
          onFrame: (frame) => {
            // Copied: Electron drops messages that transfer buffers.
            port.postMessage(frame);
          },
          onOpened: onDevicesChanged,
        }),
    );
    for (const channel of channels) void channel.open();
  };

  /** The audio thread stands still, and with it all channels: their streams go on in a context of a new one. */
  const renew = async (): Promise<void> => {
    const stuck = context;
    if (isRenewing || !stuck) return;
    isRenewing = true;
    try {
      const opened = await openContext();
      if (isClosed) void opened.close();
      else {
        context = opened;
        lookedAt = 0;
        clock.contextReplaced();
        for (const channel of channels) channel.moveTo(opened);
        void stuck.close().catch(() => undefined);
      }
    } catch {
      // The channels have told that they are stuck, and ask again.
    } finally {
      isRenewing = false;
    }
  };

  const look = (): void => {
    const now = context?.currentTime ?? 0;
    const isRunning = now > lookedAt;
    lookedAt = now;
    const stuck = channels.filter((channel) => channel.look());
    if (stuck.length === 0) return;
    // The thread runs, so it is the worklet of that channel alone.
    if (isRunning) for (const channel of stuck) channel.moveTo();
    else void renew();
  };
  const looks = setInterval(look, lookEveryMs);

  const close = (): void => {
    isClosed = true;
    clearTimeout(reconsideration);
    clearTimeout(retry);
    clearInterval(looks);
    stopWatching();
    for (const channel of channels) channel.close();
    void context?.close().catch(() => undefined);
    context = undefined;
    port.close();
  };

  const stopWatchingDevices = watchDevices(navigator.mediaDevices, () => {
    onDevicesChanged();
    reconsider();
  });
  const stopWatchingPermission = watchPermission(navigator.permissions, 'microphone', (isDenied) => {
    for (const channel of channels) void channel.permissionChanged('microphone', isDenied);
  });
  const stopWatching = (): void => {
    stopWatchingDevices();
    stopWatchingPermission();
  };
  // Electron's own event: main let go of its end, or died.
  port.addEventListener('close', close);
  port.start();
  void begin();
  return { close };
}

/** The audio system itself fails: no channel can be heard. */
function tellStuck(
  sources: readonly AudioSource[],
  bridge: SottoBridge<'capture'>['capture'],
  error: unknown,
): void {
  const detail = error instanceof Error ? error.message : String(error);
  for (const { channel } of sources) {
    bridge.sourceState({ channel, live: false, problem: 'audio-stuck', detail: detail.slice(0, 300) });
  }
}
