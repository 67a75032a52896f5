import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { frameMs } from '../../../../src/shared/audio';
import type { CaptureRequest } from '../../../../src/shared/ipc/ipc-schema';
import { openCapturePage, plainSources, type CapturePage } from '../../../support/capture-page';
import { installDevices, type FakeDevices } from '../../../support/fake-devices';
import { startRendererHarness, type RendererHarness } from '../../../support/renderer-harness';

let harness: RendererHarness;
let capture: CapturePage;
beforeAll(async () => {
  harness = await startRendererHarness(['--autoplay-policy=no-user-gesture-required']);
});
afterEach(async () => {
  expect(capture.opened.faults).toEqual([]);
  await capture.opened.close();
});
afterAll(() => harness.close());

const both: CaptureRequest = {
  sources: { ...plainSources, microphoneId: 'headset' },
  systemAudio: { method: 'display-media', reopens: true, failsSilently: true },
};
const microphoneOnly: CaptureRequest = {
  sources: { ...both.sources, systemAudio: false },
  systemAudio: { method: 'none' },
};

/** What was told of a channel, in order. */
const told = (channel: 'you' | 'others'): string[] =>
  capture.states
    .filter((state) => state.channel === channel)
    .map(({ live, problem, device }) =>
      [live ? 'live' : 'off', problem, device].filter((part) => part !== undefined).join(' '),
    );
const becomes = (channel: 'you' | 'others', expected: readonly string[]): Promise<void> =>
  vi.waitFor(
    () => {
      expect(told(channel)).toEqual(expected);
    },
    { timeout: 40_000 },
  );
const inPage = (change: (devices: FakeDevices) => void): Promise<void> =>
  capture.page.evaluate(`(${change.toString()})(window.devices)`);
const openNow = (): Promise<string[]> =>
  capture.page.evaluate(() =>
    window.devices.opened.filter(({ track }) => track.readyState === 'live').map(({ device }) => device),
  );
const begin = async (request: CaptureRequest, silent: readonly string[] = []): Promise<void> => {
  capture = await openCapturePage(harness, installDevices);
  await capture.page.evaluate((ids) => {
    window.devices.silent = ids;
  }, silent as string[]);
  await capture.start(request);
};
/** How much was lost of a channel, by the numbers its frames leave out, ms. Its clock says the same, to half a frame. */
async function lostMs(channel: 'you' | 'others', count: number): Promise<number> {
  const frames = await capture.frames(channel, count);
  const first = frames[0]?.t0 ?? 0;
  for (const { seq, t0 } of frames) {
    expect(Math.abs(t0 - first - seq * frameMs)).toBeLessThanOrEqual(frameMs / 2);
  }
  return ((frames.at(-1)?.seq ?? 0) + 1 - frames.length) * frameMs;
}

it('hears another microphone while a headset begins with silence, and the headset as soon as it sounds', async () => {
  await begin(both, ['headset']);
  await becomes('you', ['live', 'live microphone-silent', 'live microphone-replaced Desk microphone']);
  // The headset was opened anew first, and stays open.
  expect((await openNow()).toSorted()).toEqual(['desk', 'headset', 'shared']);
  await capture.page.waitForFunction(() => window.devices.opened.length === 4);

  await inPage((devices) => {
    for (const { device, gain } of devices.opened) if (device === 'headset') gain.gain.value = 0.5;
  });
  await becomes('you', [
    'live',
    'live microphone-silent',
    'live microphone-replaced Desk microphone',
    'live',
  ]);
  expect((await openNow()).toSorted()).toEqual(['headset', 'shared']);
  // Neither channel's clock took notice, and nothing was said of the other one.
  expect(await lostMs('you', 100)).toBe(0);
  expect(await lostMs('others', 100)).toBe(0);
  expect(told('others')).toEqual(['live']);
});

it('waits for the chosen microphone where no other gives sound either', async () => {
  await begin(microphoneOnly, ['headset', 'desk', 'loop']);
  await becomes('you', [
    'live',
    'live microphone-silent',
    'live microphone-replaced Desk microphone',
    'live microphone-silent',
    'live microphone-replaced Sotto_computer_sound',
    'live microphone-silent',
  ]);
  expect(await openNow()).toEqual(['headset']);
});

it('hears no other microphone in place of one that was heard and fell silent', async () => {
  await begin(microphoneOnly);
  await capture.frames('you', 5);
  await inPage((devices) => {
    devices.silent = ['headset'];
    for (const { gain } of devices.opened) gain.gain.value = 0;
  });
  await becomes('you', ['live', 'live microphone-silent']);
  // Opened anew once; ten silent seconds later it is still the one.
  const frames = await capture.frames('you', 1);
  await capture.frames('you', frames.length + 200);
  expect(told('you')).toEqual(['live', 'live microphone-silent']);
  expect(await openNow()).toEqual(['headset']);
});

it('says that a microphone is muted, and leaves it at that', async () => {
  await begin(microphoneOnly);
  await capture.frames('you', 5);
  await inPage((devices) => {
    devices.mute(0, true);
  });
  await becomes('you', ['live', 'live microphone-muted']);
  const frames = await capture.frames('you', 1);
  await capture.frames('you', frames.length + 120);
  await inPage((devices) => {
    devices.mute(0, false);
  });
  await becomes('you', ['live', 'live microphone-muted', 'live']);
  expect(await capture.page.evaluate(() => window.devices.opened.length)).toBe(1);
});

it('takes a microphone that another app held, as soon as that lets go', async () => {
  capture = await openCapturePage(harness, installDevices);
  await inPage((devices) => {
    devices.microphoneError = 'NotReadableError';
  });
  await capture.start(both);
  await becomes('you', ['off microphone-busy']);
  await inPage((devices) => {
    devices.microphoneError = null;
  });
  await becomes('you', ['off microphone-busy', 'live']);
  expect(told('others')).toEqual(['live']);
});

it('lets go of the microphone when the permission is taken back, and takes it when it is given', async () => {
  await begin(both);
  await Promise.all([capture.frames('you', 5), capture.frames('others', 5)]);
  await inPage((devices) => {
    devices.permit('denied');
  });
  await becomes('you', ['live', 'off microphone-denied']);
  expect(await openNow()).toEqual(['shared']);
  await inPage((devices) => {
    devices.permit('granted');
  });
  await becomes('you', ['live', 'off microphone-denied', 'live']);
  expect((await openNow()).toSorted()).toEqual(['headset', 'shared']);
});

it('opens the computer’s sound again when it stops, where the system asks nobody', async () => {
  await begin(both);
  await capture.frames('others', 5);
  await capture.page.evaluate(() => {
    const { opened, unplug } = window.devices;
    unplug(opened.findIndex(({ device }) => device === 'shared'));
  });
  // It ended right after it was opened: that is how a Mac says no.
  await becomes('others', ['live', 'off system-audio-denied', 'live']);
  expect(capture.sharing).toEqual(['frame', 'frame']);
  expect(told('you')).toEqual(['live']);
});

it('goes on in a new audio context when the old one stands still, both streams kept, the loss counted', async () => {
  await begin(both);
  await Promise.all([capture.frames('you', 10), capture.frames('others', 10)]);
  await capture.page.evaluate(() => window.devices.contexts.at(-1)?.suspend());
  await becomes('you', ['live', 'live audio-stuck', 'live']);
  await becomes('others', ['live', 'live audio-stuck', 'live']);
  const opened = await capture.page.evaluate(() =>
    window.devices.opened.map(({ track }) => track.readyState),
  );
  expect(opened).toEqual(['live', 'live']);
  const before = (await capture.frames('you', 1)).length;
  for (const channel of ['you', 'others'] as const) {
    // Three looks a second apart found it.
    expect(await lostMs(channel, before + 10)).toBeGreaterThanOrEqual(1500);
  }
});

it('gives one channel a new framer when its own stops, and leaves the other alone', async () => {
  await begin(both);
  await Promise.all([capture.frames('you', 10), capture.frames('others', 10)]);
  await inPage((devices) => {
    const [framer] = devices.framers;
    if (framer) framer.port.onmessage = null;
  });
  const which = await vi.waitFor(
    () => {
      const stuck = capture.states.find(({ problem }) => problem === 'audio-stuck')?.channel;
      expect(stuck).toBeDefined();
      return stuck ?? 'you';
    },
    { timeout: 20_000 },
  );
  const other = which === 'you' ? 'others' : 'you';
  await becomes(which, ['live', 'live audio-stuck', 'live']);
  expect(told(other)).toEqual(['live']);
  const before = (await capture.frames(which, 1)).length;
  expect(await lostMs(which, before + 10)).toBeGreaterThanOrEqual(1500);
  expect(await lostMs(other, before + 10)).toBe(0);
  expect(await capture.page.evaluate(() => window.devices.contexts.length)).toBe(1);
});

it('refuses an audio context of another rate, says so, and tries again', async () => {
  capture = await openCapturePage(harness, installDevices);
  await inPage((devices) => {
    devices.wrongRate = 48_000;
  });
  await capture.start(microphoneOnly);
  await becomes('you', ['off audio-stuck']);
  expect(capture.states[0]?.detail).toBe('48000 Hz instead of 16000 Hz');
  await inPage((devices) => {
    devices.wrongRate = null;
  });
  await becomes('you', ['off audio-stuck', 'live']);
  await capture.frames('you', 5);
});
