import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { frameSamples, sampleRate } from '../../../../src/shared/audio';
import {
  openCapturePage,
  plainSources,
  type CapturedFrame,
  type CapturePage,
} from '../../../support/capture-page';
import { startRendererHarness, type RendererHarness } from '../../../support/renderer-harness';

declare global {
  interface Window {
    /** Microphone tracks the page has open. */
    liveTracks: () => number;
  }
}

// Chromium plays this file as its microphone: a tone a second, each 300 Hz higher, at half of full scale.
const toneCount = 12;
const toneHz = (second: number): number => 300 * (second + 1);

function tones(): Buffer {
  const samples = new Int16Array(toneCount * sampleRate);
  samples.forEach((_, at) => {
    const hertz = toneHz(Math.floor(at / sampleRate));
    samples[at] = Math.round(16_384 * Math.sin((2 * Math.PI * hertz * at) / sampleRate));
  });
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}

/** Frequency of a clean tone, from its zero crossings. */
function pitch(samples: readonly number[]): number {
  const crossings = samples.filter(
    (sample, at) => at > 0 && (samples[at - 1] ?? 0) < 0 && sample >= 0,
  ).length;
  return (crossings * sampleRate) / samples.length;
}

let folder: string;
let harness: RendererHarness;
let capture: CapturePage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sotto-capture-'));
  const file = join(folder, 'tones.wav');
  await writeFile(file, tones());
  harness = await startRendererHarness([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${file}%noloop`,
  ]);
  capture = await openCapturePage(harness, () => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const tracks: MediaStreamTrack[] = [];
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
    window.liveTracks = () => tracks.filter(({ readyState }) => readyState === 'live').length;
  });
});

afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true });
});

it('sends the microphone as frames of 50 ms without a gap, in real time, and nothing but what it hears', async () => {
  await capture.start({ sources: { ...plainSources, systemAudio: false }, systemAudio: { method: 'none' } });
  const frames = await capture.frames('you', 80);

  expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_, index) => index));
  expect(frames.every(({ samples }) => samples.length === frameSamples)).toBe(true);
  const [first] = frames;
  expect(frames.map(({ t0 }) => t0 - (first?.t0 ?? 0))).toEqual(frames.map((_, index) => index * 50));
  const seconds = ((frames.at(-1)?.at ?? 0) - (first?.at ?? 0)) / 1000;
  // 20 a second; a busy machine brings them later, never sooner.
  expect(frames.length / seconds).toBeLessThan(24);

  // Frames within a tone have its pitch; the tones rise in the file's order, each a second long.
  const heard = frames.map(({ samples }) => Math.round(pitch(samples) / 20) * 20);
  const steady = [...new Set(heard.filter((hertz, at) => hertz > 0 && heard[at - 1] === hertz))];
  const from = steady[0] ?? 0;
  expect(steady.length).toBeGreaterThanOrEqual(3);
  expect(steady).toEqual(steady.map((_, index) => from + 300 * index));
  // 20 of a tone; the browser's microphone leaves some out on a busy machine, and plays none twice.
  const ofOneTone = heard.filter((hertz) => hertz === steady[1]).length;
  expect(ofOneTone).toBeGreaterThan(10);
  expect(ofOneTone).toBeLessThanOrEqual(20);

  expect(capture.states).toEqual([{ channel: 'you', live: true }]);
  expect(capture.opened.faults).toEqual([]);
});

it('tells loudness about ten times a second', async () => {
  const frames = await capture.frames('you', 80);
  await vi.waitFor(() => {
    expect(capture.levels.length).toBeGreaterThanOrEqual(Math.floor(frames.length / 2) - 1);
  });
  expect(capture.levels.length).toBeLessThan(frames.length);
  const steady = capture.levels.filter(({ peak }) => peak > 0.45);
  expect(steady.length).toBeGreaterThan(20);
  for (const { rms, peak, channel } of steady) {
    expect(channel).toBe('you');
    expect(peak).toBeLessThan(0.6);
    expect(rms).toBeGreaterThan(0.2);
    expect(rms).toBeLessThan(peak);
  }
});

it('names the microphones once it may', async () => {
  await vi.waitFor(() => {
    expect(capture.inputs.at(-1)?.length).toBeGreaterThan(0);
  });
  for (const { deviceId, label } of capture.inputs.at(-1) ?? []) {
    expect(deviceId).not.toBe('default');
    expect(label).not.toBe('');
  }
});

it('ends a capture when a new port comes, and when told to stop', async () => {
  const request = {
    sources: { ...plainSources, systemAudio: false },
    systemAudio: { method: 'none' },
  } as const;
  const live = () => capture.page.evaluate(() => window.liveTracks());
  expect(await live()).toBe(1);
  const old = await capture.page.evaluateHandle(
    () => (window as unknown as { received: CapturedFrame[] }).received,
  );

  await capture.start(request);
  const [first] = await capture.frames('you', 20);
  expect(first).toMatchObject({ seq: 0 });
  expect(first?.t0).toBeLessThan(3000);
  expect(await live()).toBe(1);
  const before = await old.evaluate((received) => received.length);
  await capture.frames('you', 40);
  expect(await old.evaluate((received) => received.length)).toBe(before);

  await capture.opened.notify('capture', 'stop', undefined);
  expect(await live()).toBe(0);
});
