import { spawnSync } from 'node:child_process';

// `npm run reliability`: plays the fault suite and writes its table into docs/reliability.md.
const vitest = new URL('../node_modules/vitest/vitest.mjs', import.meta.url).pathname;
const suite = 'test/integration/main/core/captioning/faults.test.ts';
const { status } = spawnSync(process.execPath, [vitest, 'run', suite, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, SOTTO_RELIABILITY: 'write' },
});
process.exit(status ?? 1);
