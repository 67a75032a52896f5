import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  SampleCaptions,
  type SampleCaptionsParts,
} from '../../../../../src/main/core/captioning/sample-captions';
import { EngineProcess } from '../../../../../src/main/core/engine/engine-process';
import { createOpenSocket } from '../../../../../src/main/core/streaming/open-socket';
import { createDestinationOf } from '../../../../../src/main/core/zones/zone-destination';
import type { Caption } from '../../../../../src/shared/captions';
import { ProblemError } from '../../../../../src/shared/problems';
import { straight } from '../../../../support/captioning-run';
import { until } from '../../../../support/desktop';
import { wordsOf } from '../../../../support/screen-text';
import { cutSpeech } from '../../../../support/speech-clips';

const root = resolve(import.meta.dirname, '../../../../..');
const engineIn = (folder: string): EngineProcess =>
  new EngineProcess({
    fork: (args) =>
      fork(resolve(root, 'src/main/engine.ts'), args, {
        cwd: root,
        execArgv: ['--import', 'tsx'],
        env: { ...process.env, SOTTO_ENGINE_DIR: folder },
      }),
    pickedSize: 'tiny',
  });

const engine = engineIn(resolve(root, 'out/engine'));
let folder: string;
let file: string;
let told: Caption[];

const sampleOf = (options: Partial<SampleCaptionsParts> = {}, from = engine): SampleCaptions =>
  new SampleCaptions({
    destinationOf: createDestinationOf({
      readKey: () => Promise.resolve('a key that nobody asks for'),
      selfHosted: () => ({ url: '', allowInsecure: false }),
      engine: () => from.destination(),
    }),
    openSocket: createOpenSocket({ routesTo: straight }),
    appVersion: '1.2.3',
    file,
    model: () => undefined,
    tell: (caption) => told.push(caption),
    ...options,
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sotto-sample-'));
  file = await cutSpeech(folder, 'sample', 0, 3000);
});
beforeEach(() => {
  told = [];
});
afterAll(async () => {
  engine.dispose();
  await rm(folder, { recursive: true });
});

it('captions the recording on this device, word by word and to its end', async () => {
  await sampleOf().run();
  expect(told.every(({ channel }) => channel === 'others')).toBe(true);
  expect(told.length).toBeGreaterThan(1);
  expect(wordsOf(told.at(-1)?.text ?? '')).toContain('my fellow americans');
  expect(told.at(-1)?.final).toBe(true);
});

it('begins anew when it is run again, and tells nothing more once stopped', async () => {
  const sample = sampleOf();
  const first = sample.run();
  await until(() => told.length > 0);
  const second = sample.run();
  await first;
  told = [];
  await until(() => told.length > 0);
  expect(told[0]?.startMs).toBeLessThan(2000);
  const toldBefore = told.length;
  // Its last words come while it ends.
  await sample.stop();
  await second;
  expect(told).toHaveLength(toldBefore);
});

it('says why where this device has no engine, or may not be used', async () => {
  const none = engineIn(join(folder, 'nowhere'));
  await expect(sampleOf({}, none).run()).rejects.toMatchObject({ problem: { code: 'engine-missing' } });
  none.dispose();
  const forbidden = sampleOf({
    destinationOf: () => Promise.reject(new ProblemError('policy-refused', { detail: 'zone device' })),
  });
  await expect(forbidden.run()).rejects.toMatchObject({ problem: { code: 'policy-refused' } });
  expect(told).toEqual([]);
});

it('says what the engine refuses, and leaves it at that', async () => {
  const wrongModel = sampleOf({ model: () => 'universal-3-5-pro' });
  await expect(wrongModel.run()).rejects.toThrow(ProblemError);
  expect(told).toEqual([]);
});
