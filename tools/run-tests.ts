import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './ensure-built';
import { requireSystemPackages } from './system-packages';

// `npm test`: everything the four layers need, then vitest. Further arguments go to vitest.
requireSystemPackages('test');
ensureBuilt();
// Tray, dialogs and window states are driven by the host's control socket, which Electron has no match for yet.
console.log('End-to-end tests run on: the Chromium host (docs/chromium-host.md)');
const vitest = new URL('../node_modules/vitest/vitest.mjs', import.meta.url).pathname;
const { status } = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
