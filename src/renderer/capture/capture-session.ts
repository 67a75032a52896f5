import { sampleRate } from '../../shared/audio';
import type { CaptureRequest, SottoBridge } from '../../shared/ipc/ipc-schema';
import { sourcesOf, type AudioSource } from './audio-sources';
import { CapturedChannel } from './captured-channel';
import { watchDevices } from './device-watch';
import workletUrl from './pcm-worklet.ts?worker&url';

/** Plugging in one device brings several events. */
const settleMs = 300;

interface ContextOptions extends AudioContextOptions {
  /** No output: with a stuck output device the first two seconds of audio would never arrive. */
  sinkId: { type: 'none' };
}

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
  const options: ContextOptions = { sampleRate, sinkId: { type: 'none' } };
  const context = new AudioContext(options);
  const sources = sourcesOf(request);
  let channels: CapturedChannel[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let work = Promise.resolve();
  let isClosed = false;

  const reconsider = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(async () => {
        await Promise.all(channels.map((channel) => channel.reconsider()));
      });
    }, settleMs);
  };

  const open = async (): Promise<void> => {
    if (context.sampleRate !== sampleRate) {
      throw new Error(`audio at ${String(context.sampleRate)} Hz instead of ${String(sampleRate)} Hz`);
    }
    await Promise.all([context.audioWorklet.addModule(workletUrl), context.resume()]);
    // Stopped meanwhile: a source opened now would stay open with nobody left to close it.
    if (isClosed) return;
    channels = sources.map(
      (source) =>
        new CapturedChannel(source, {
          context,
          bridge,
          onFrame: (frame) => {
            // Copied: Electron drops messages that transfer buffers.
            port.postMessage(frame);
          },
          onOpened: onDevicesChanged,
          onEnded: reconsider,
        }),
    );
    await Promise.all(channels.map((channel) => channel.open()));
  };

  const close = (): void => {
    isClosed = true;
    clearTimeout(timer);
    stopWatching();
    for (const channel of channels) channel.close();
    if (context.state !== 'closed') void context.close();
    port.close();
  };

  const stopWatching = watchDevices(navigator.mediaDevices, () => {
    onDevicesChanged();
    reconsider();
  });
  // Electron's own event: main let go of its end, or died.
  port.addEventListener('close', close);
  port.start();
  work = open().catch((error: unknown) => {
    if (context.state !== 'closed') tellBroken(sources, bridge, error);
  });
  return { close };
}

/** The audio system itself failed: no channel can be heard. */
function tellBroken(
  sources: readonly AudioSource[],
  bridge: SottoBridge<'capture'>['capture'],
  error: unknown,
): void {
  const detail = error instanceof Error ? error.message : String(error);
  for (const { channel } of sources) {
    bridge.sourceState({ channel, live: false, problem: 'internal', detail: detail.slice(0, 300) });
  }
}
