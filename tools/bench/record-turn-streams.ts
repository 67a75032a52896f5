import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EngineProcess } from '../../src/main/core/engine/engine-process';
import { moonshineModelId, moonshineSizes } from '../../src/main/core/engine/moonshine';
import type { RecordedTurn } from '../../test/support/recorded-streams';
import { V3Client } from '../../test/support/v3-client';
import { missingPackages, readFreeRecordings } from './engine-recordings';

// Writes test/support/recordings/*.json anew: what the engine on this device says, message by message and in real
// time, to speech that is free to keep. Run by hand where the engine's messages have changed:
// npx tsx tools/bench/record-turn-streams.ts

const root = resolve(import.meta.dirname, '../..');
const missing = missingPackages();
if (missing.length > 0) {
  console.error(`The recordings are not here. Install them: sudo apt-get install ${missing.join(' ')}`);
  process.exit(1);
}

/** Room between recordings, ms: long enough for the turn to end. */
const pauseMs = 1_500;
/** All of it several times, each a little later in the engine's rhythm: other words are cut off. */
const shiftsMs = [0, 70, 140, 210];
const audio = Buffer.concat(
  shiftsMs.flatMap((shiftMs) =>
    readFreeRecordings().flatMap(({ pcm }) => [pcm, Buffer.alloc((pauseMs + shiftMs) * 32)]),
  ),
);

const engine = new EngineProcess({
  fork: (args) =>
    fork(resolve(root, 'src/main/engine.ts'), args, {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, SOTTO_ENGINE_DIR: resolve(root, 'out/engine') },
    }),
});
const { url, authorization } = await engine.destination();
for (const size of moonshineSizes) {
  const client = new V3Client(`${url}?speech_model=${moonshineModelId(size)}`, authorization);
  await client.begun();
  const began = performance.now();
  await client.speak(audio, { frameMs: 50, pace: 1 });
  await client.terminate();
  const turns = client.turns.map(
    ({ at, turn_order: turn, end_of_turn: final, transcript: text }): RecordedTurn => ({
      atMs: Math.round(at - began),
      turn,
      final,
      text,
    }),
  );
  writeFileSync(
    resolve(root, `test/support/recordings/${moonshineModelId(size)}.json`),
    `${JSON.stringify(turns, null, 2)}\n`,
  );
  console.log(`${moonshineModelId(size)}: ${String(turns.length)} messages`);
}
engine.dispose();
