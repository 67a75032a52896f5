import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from '../ensure-built';
import { requireSystemPackages } from '../system-packages';

// `npm run bench`: every benchmark, one after the other, as each wants the computer for itself.
const benches = [
  ['latency-bench.ts'],
  ['stability-bench.ts'],
  ['memory-bench.ts'],
  ['capture-cpu.ts'],
  ['engine-bench.ts', '--model', 'tiny', '--live'],
  ['engine-bench.ts', '--model', 'base', '--live'],
] as const;

requireSystemPackages('test');
ensureBuilt();
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
for (const [file, ...args] of benches) {
  console.log(`\n${[file, ...args].join(' ')}`);
  const script = new URL(file, import.meta.url).pathname;
  const { status } = spawnSync(process.execPath, ['--import', tsx, script, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
