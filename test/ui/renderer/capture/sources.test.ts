import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
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

const displayMedia = { method: 'display-media', reopens: false, failsSilently: false } as const;
const shared: CaptureRequest = { sources: plainSources, systemAudio: displayMedia };
const microphoneOnly: CaptureRequest = {
  sources: { ...plainSources, systemAudio: false },
  systemAudio: { method: 'none' },
};
const states = (): string[] =>
  capture.states.map(({ channel, live, problem }) =>
    [channel, live ? 'live' : 'off', ...(problem ? [problem] : [])].join(' '),
  );
const statesBecome = (expected: readonly string[]): Promise<void> =>
  vi.waitFor(
    () => {
      expect(states()).toEqual(expected);
    },
    { timeout: 20_000 },
  );
const inPage = (change: (devices: FakeDevices) => void): Promise<void> =>
  capture.page.evaluate(`(${change.toString()})(window.devices)`);
const openedDevices = (): Promise<string[]> =>
  capture.page.evaluate(() =>
    window.devices.opened.map(({ device, track }) => `${device} ${track.readyState}`),
  );

it('hears both channels on one clock, computer sound unprocessed and without its picture', async () => {
  capture = await openCapturePage(harness, installDevices);
  await capture.start(shared);
  const you = await capture.frames('you', 20);
  const others = await capture.frames('others', 20);
  expect(states().toSorted()).toEqual(['others live', 'you live']);
  for (const frames of [you, others]) {
    expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_, index) => index));
    expect(Math.max(...frames.flatMap(({ samples }) => samples))).toBeGreaterThan(15_000);
  }
  expect(Math.abs((you[0]?.t0 ?? 0) - (others[0]?.t0 ?? 0))).toBeLessThan(500);
  const page = await capture.page.evaluate(() => ({
    video: window.devices.videoTracks.map(({ readyState }) => readyState),
    constraints: window.devices.opened.find(({ device }) => device === 'shared')?.constraints,
  }));
  expect(page).toEqual({
    video: ['ended'],
    constraints: {
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
      restrictOwnAudio: true,
    },
  });
  expect(capture.sharing).toEqual(['frame']);
});

it('asks for the chosen microphone with the processing the person wants', async () => {
  capture = await openCapturePage(harness, installDevices);
  await capture.start({
    sources: { ...plainSources, systemAudio: false, microphoneId: 'desk', noiseSuppression: true },
    systemAudio: { method: 'none' },
  });
  await statesBecome(['you live']);
  expect(
    await capture.page.evaluate(() => window.devices.opened.map(({ constraints }) => constraints)),
  ).toEqual([
    { deviceId: { exact: 'desk' }, echoCancellation: false, noiseSuppression: true, autoGainControl: false },
  ]);
});

it('hears the computer through the named input, unprocessed', async () => {
  capture = await openCapturePage(harness, installDevices);
  await capture.start({
    sources: { ...plainSources, microphone: false },
    systemAudio: { method: 'input-device', label: 'Sotto_computer_sound' },
  });
  await capture.frames('others', 3);
  expect(await openedDevices()).toEqual(['loop live']);
});

it('finds the named input before devices have names: one must be opened first', async () => {
  capture = await openCapturePage(harness, installDevices);
  await inPage((devices) => {
    devices.nameless = true;
  });
  await capture.start({
    sources: { ...plainSources, microphone: false },
    systemAudio: { method: 'input-device', label: 'Sotto_computer_sound' },
  });
  await capture.frames('others', 3);
  expect(await openedDevices()).toEqual(['default ended', 'loop live']);
});

it('opens nothing when it is stopped while the audio system is still getting ready', async () => {
  capture = await openCapturePage(harness, installDevices);
  await capture.page.evaluate(() => {
    const addModule = AudioWorklet.prototype.addModule;
    AudioWorklet.prototype.addModule = async function (...args) {
      await new Promise<void>((resolve) => Object.assign(window, { goOn: resolve }));
      await addModule.apply(this, args).catch(() => undefined);
      Object.assign(window, { ready: true });
    };
  });
  await capture.start(microphoneOnly);
  await capture.page.waitForFunction(() => 'goOn' in window);
  await capture.opened.notify('capture', 'stop', undefined);
  await capture.page.evaluate(() => {
    (window as unknown as { goOn: () => void }).goOn();
  });
  await capture.page.waitForFunction(() => 'ready' in window);
  // What follows in the page has happened once a later task has run.
  await capture.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  expect(await openedDevices()).toEqual([]);
  expect(states()).toEqual([]);
});

it('leaves no microphone open that it could not take', async () => {
  capture = await openCapturePage(harness, installDevices);
  await capture.page.evaluate(() => {
    AudioContext.prototype.createMediaStreamSource = () => {
      throw new DOMException('no such format', 'NotSupportedError');
    };
  });
  await capture.start(microphoneOnly);
  await statesBecome(['you off microphone-lost']);
  expect(await openedDevices()).toEqual(['default ended']);
});

it.each([
  ['NotAllowedError', 'microphone-denied'],
  ['NotFoundError', 'microphone-missing'],
  ['NotReadableError', 'microphone-busy'],
  ['AbortError', 'microphone-lost'],
])(
  'a microphone that fails with %s is %s, and the computer is heard all the same',
  async (error, problem) => {
    capture = await openCapturePage(harness, installDevices);
    await capture.page.evaluate((name) => {
      window.devices.microphoneError = name;
    }, error);
    await capture.start(shared);
    await capture.frames('others', 10);
    expect(states().toSorted()).toEqual(['others live', `you off ${problem}`]);
  },
);

it.each([
  ['nothing', 'others off system-audio-missing', 'the system shares no sound'],
  ['refused', 'others off system-audio-denied', undefined],
] as const)(
  'computer sound that is %s is told, and the microphone is heard all the same',
  async (kind, state, detail) => {
    capture = await openCapturePage(harness, installDevices);
    await capture.page.evaluate((how) => {
      window.devices.shared = how;
    }, kind);
    await capture.start(shared);
    await capture.frames('you', 10);
    expect(states().toSorted()).toEqual([state, 'you live']);
    expect(capture.states.find(({ channel }) => channel === 'others')?.detail).toBe(detail);
    // A screen is tried where the sound didn't come, and never against a refusal.
    expect(capture.sharing).toEqual(kind === 'nothing' ? ['frame', 'screen'] : ['frame']);
  },
);

it('says which input is missing', async () => {
  capture = await openCapturePage(harness, installDevices);
  await capture.start({
    sources: { ...plainSources, microphone: false },
    systemAudio: { method: 'input-device', label: 'Nowhere' },
  });
  await statesBecome(['others off system-audio-missing']);
  expect(capture.states[0]?.detail).toBe('there is no sound source named “Nowhere”');
});

it('goes on with the default microphone when the chosen one is unplugged, and back when it returns', async () => {
  capture = await openCapturePage(harness, installDevices);
  await capture.start({ ...microphoneOnly, sources: { ...microphoneOnly.sources, microphoneId: 'desk' } });
  await capture.frames('you', 5);
  await inPage((devices) => {
    devices.inputs = devices.inputs.filter(({ deviceId }) => deviceId !== 'desk');
    devices.unplug(0);
    devices.change();
    devices.change();
  });
  await statesBecome(['you live', 'you off microphone-lost', 'you live microphone-absent']);
  expect(await openedDevices()).toEqual(['desk ended', 'default live']);

  await inPage((devices) => {
    devices.inputs.push({ deviceId: 'desk', label: 'Desk microphone' });
    devices.change();
  });
  await vi.waitFor(async () => {
    expect(await openedDevices()).toEqual(['desk ended', 'default ended', 'desk live']);
  });
  expect(states().at(-1)).toBe('you live');

  // The clock went on through all of it: silence stands where nothing was heard.
  const frames = await capture.frames('you', 40);
  expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_, index) => index));
  expect(frames.every(({ t0 }, index) => index === 0 || t0 - (frames[index - 1]?.t0 ?? 0) === 50)).toBe(true);
});

it('follows the system’s default microphone, the new one open before the old one is closed', async () => {
  capture = await openCapturePage(harness, installDevices);
  await capture.start(microphoneOnly);
  await capture.frames('you', 5);
  await inPage((devices) => {
    devices.inputs[0] = { deviceId: 'default', label: 'Default - Desk microphone' };
    devices.change();
  });
  await vi.waitFor(async () => {
    expect(await openedDevices()).toEqual(['default ended', 'default live']);
  });
  expect(await capture.page.evaluate(() => window.devices.opened.map(({ beside }) => beside))).toEqual([
    0, 1,
  ]);
  expect(states()).toEqual(['you live']);
});

it('opens nothing anew when a device comes that isn’t wanted', async () => {
  capture = await openCapturePage(harness, installDevices);
  await capture.start(microphoneOnly);
  await capture.frames('you', 5);
  const told = capture.inputs.length;
  await inPage((devices) => {
    devices.inputs.push({ deviceId: 'camera', label: 'Camera microphone' });
    devices.change();
  });
  await vi.waitFor(() => {
    expect(capture.inputs.length).toBeGreaterThan(told);
    expect(capture.inputs.at(-1)).toContainEqual({ deviceId: 'camera', label: 'Camera microphone' });
  });
  await capture.frames('you', 25);
  expect(await openedDevices()).toEqual(['default live']);
});

it('takes a microphone that is plugged in later', async () => {
  capture = await openCapturePage(harness, installDevices);
  await inPage((devices) => {
    devices.inputs = [];
    devices.microphoneError = 'NotFoundError';
  });
  await capture.start(microphoneOnly);
  await statesBecome(['you off microphone-missing']);
  await inPage((devices) => {
    devices.inputs = [{ deviceId: 'default', label: 'Default - Headset' }];
    devices.microphoneError = null;
    devices.change();
  });
  await statesBecome(['you off microphone-missing', 'you live']);
  await capture.frames('you', 3);
});

it('tells lost computer sound once, and leaves starting it again to the person', async () => {
  capture = await openCapturePage(harness, installDevices);
  await capture.start({ ...shared, sources: { ...plainSources, microphone: false } });
  await capture.frames('others', 5);
  await inPage((devices) => {
    devices.unplug(0);
    devices.change();
  });
  await statesBecome(['others live', 'others off system-audio-lost']);
  await capture.frames('others', 30);
  expect(await openedDevices()).toEqual(['shared ended']);
});

it('tells a microphone that delivers only zeros, once, and its recovery', async () => {
  capture = await openCapturePage(harness, installDevices);
  await capture.start(microphoneOnly);
  await capture.frames('you', 5);
  await inPage((devices) => {
    const [microphone] = devices.opened;
    if (microphone) microphone.gain.gain.value = 0;
  });
  await statesBecome(['you live', 'you live microphone-silent']);
  await inPage((devices) => {
    const [microphone] = devices.opened;
    if (microphone) microphone.gain.gain.value = 0.5;
  });
  await statesBecome(['you live', 'you live microphone-silent', 'you live']);
});
