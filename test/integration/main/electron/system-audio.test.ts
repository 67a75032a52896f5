import { execFile, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Log } from '../../../../src/main/electron/log';
import { createSystemAudio, type SystemAudio } from '../../../../src/main/electron/system-audio';
import { TestDesktop, until } from '../../../support/desktop';
import { cutSpeech } from '../../../support/speech-clips';

const run = promisify(execFile);
const warnings: unknown[] = [];
const log: Log = {
  info: () => undefined,
  warn: (...warning) => warnings.push(warning),
  error: (...error) => warnings.push(error),
};

let desktop: TestDesktop;
let systemAudio: SystemAudio;
let speech: string;
const server = process.env['PULSE_SERVER'];

beforeAll(async () => {
  desktop = await TestDesktop.start();
  process.env['PULSE_SERVER'] = desktop.env['PULSE_SERVER'];
  speech = await cutSpeech(await mkdtemp(join(tmpdir(), 'sotto-loopback-')), 'speech', 0, 2000);
  systemAudio = createSystemAudio(log);
});

afterAll(async () => {
  await systemAudio.release();
  if (server === undefined) delete process.env['PULSE_SERVER'];
  else process.env['PULSE_SERVER'] = server;
  await desktop.stop();
});

const pactl = async (...args: string[]): Promise<string> =>
  (await run('pactl', args, { env: desktop.env })).stdout.trim();

/** Names of the sources Sotto prepared. */
const prepared = async (): Promise<string[]> =>
  (await pactl('list', 'short', 'sources')).match(/sotto_computer_sound\w*/g) ?? [];

/** Loudest sample heard from the source Sotto prepared while speech is played on an output, 0–32768. */
async function heardFrom(output: string): Promise<number> {
  const recorder = spawn(
    'parec',
    [
      `--device=${(await prepared()).join()}`,
      '--format=s16le',
      '--rate=16000',
      '--channels=1',
      '--latency-msec=50',
    ],
    { env: desktop.env, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let peak = 0;
  let heard = 0;
  recorder.stdout.on('data', (data: Buffer) => {
    heard += data.length;
    for (let at = 0; at + 1 < data.length; at += 2) peak = Math.max(peak, Math.abs(data.readInt16LE(at)));
  });
  await until(() => heard > 0);
  await run('paplay', [`--device=${output}`, speech], { env: desktop.env });
  recorder.kill();
  return peak;
}

it('hears what the computer plays, and leaves the microphone the default', async () => {
  expect(await systemAudio.prepare()).toEqual({ method: 'input-device', label: 'Sotto_computer_sound' });
  expect(await heardFrom('speakers')).toBeGreaterThan(1000);
  expect(await pactl('get-default-source')).toBe('microphone');
});

it('goes on hearing it when a headset becomes the default output, and when that is unplugged', async () => {
  const listensTo = async (): Promise<string> => {
    const sources = (await pactl('list', 'short', 'sources')).split('\n').map((line) => line.split('\t'));
    const streams = (await pactl('list', 'short', 'source-outputs')).split('\n').map((l) => l.split('\t'));
    const remaps = streams.filter(([, , , driver]) => driver === 'module-remap-source.c');
    return remaps.map(([, source]) => sources.find(([id]) => id === source)?.[1]).join(' ');
  };
  const headset = await pactl('load-module', 'module-null-sink', 'sink_name=headset');
  await pactl('set-default-sink', 'headset');
  await until(async () => (await listensTo()).includes('headset.monitor'));
  expect(await heardFrom('headset')).toBeGreaterThan(1000);
  expect(await heardFrom('speakers')).toBe(0);

  const before = await prepared();
  await pactl('unload-module', headset);
  await until(async () => (await listensTo()).includes('speakers.monitor'));
  expect(await heardFrom('speakers')).toBeGreaterThan(1000);
  expect(await pactl('get-default-source')).toBe('microphone');
  // Chromium stays deaf to a device that came back under its old name.
  expect(await prepared()).not.toEqual(before);
});

it('leaves nothing behind', async () => {
  await systemAudio.release();
  expect(await prepared()).toEqual([]);
  expect(warnings).toEqual([]);
});
