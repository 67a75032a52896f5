import type { Page } from 'playwright-core';
import type { AudioLevel, Channel, PcmFrame } from '../../src/shared/audio';
import { channelName } from '../../src/shared/ipc/ipc-contract';
import type { AudioInput, CaptureRequest, SourceState } from '../../src/shared/ipc/ipc-schema';
import { defaultSettings } from '../../src/shared/settings';
import type { OpenedRenderer, RendererHarness } from './renderer-harness';

/** A frame with its samples as plain numbers, as they come out of the browser. */
export type CapturedFrame = Omit<PcmFrame, 'pcm'> & {
  samples: number[];
  /** When it arrived, ms. */
  at: number;
};

/** The capture page in a real browser, with everything it tells main. */
export interface CapturePage {
  opened: OpenedRenderer<'capture'>;
  page: Page;
  levels: AudioLevel[];
  states: SourceState[];
  inputs: AudioInput[][];
  /** What the page asked to share beside the computer's sound, in order. */
  sharing: string[];
  /** Sends the page a port as main does; returns once the page has it. An earlier port stays open. */
  start: (request: CaptureRequest) => Promise<void>;
  /** The frames of a channel that came over the newest port, once there are `count`. */
  frames: (channel: Channel, count: number) => Promise<CapturedFrame[]>;
}

/** Everything off that alters the sound, so that what comes out is what went in. */
export const plainSources: CaptureRequest['sources'] = {
  ...defaultSettings.sources,
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};

/** @param before runs in the page before its own scripts, to put other devices in place of the browser's */
export async function openCapturePage(harness: RendererHarness, before?: () => void): Promise<CapturePage> {
  const levels: AudioLevel[] = [];
  const states: SourceState[] = [];
  const inputs: AudioInput[][] = [];
  const sharing: string[] = [];
  const opened = await harness.open(
    'capture',
    {
      capture: {
        allowSharing: (picture) => void sharing.push(picture),
        levels: (some) => void levels.push(...some),
        sourceState: (state) => void states.push(state),
        inputs: (list) => void inputs.push(list),
      },
    },
    before ? { before } : {},
  );
  const { page } = opened;

  return {
    opened,
    page,
    levels,
    states,
    inputs,
    sharing,
    start: (request) =>
      page.evaluate(
        ([sottoPort, payload]) => {
          const { port1, port2 } = new MessageChannel();
          const received: unknown[] = [];
          port1.onmessage = ({ data }: MessageEvent<PcmFrame>) => {
            const { pcm, ...rest } = data;
            received.push({ ...rest, samples: [...new Int16Array(pcm)], at: performance.now() });
          };
          Object.assign(window, { received, mainPort: port1 });
          window.postMessage({ sottoPort, payload }, '*', [port2]);
        },
        [channelName('capture', 'start'), request] as const,
      ),
    frames: async (channel, count) => {
      const found = await page.waitForFunction(
        ([wanted, least]) => {
          const { received } = window as unknown as { received: CapturedFrame[] };
          const frames = received.filter(({ ch }) => ch === wanted);
          return frames.length >= least && frames;
        },
        [channel, count] as const,
      );
      return (await found.jsonValue()) as CapturedFrame[];
    },
  };
}
