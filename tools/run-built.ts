import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './ensure-built';

// tsx tools/run-built.ts cli|engine ARGUMENTS…: runs that entry of the build in this process, so that signals, stdin
// and the exit code are its own.
const [entry, ...args] = process.argv.slice(2);
if (entry !== 'cli' && entry !== 'engine') {
  console.error('usage: run-built.ts cli|engine ARGUMENTS…');
  process.exit(2);
}
ensureBuilt();
const script = join(import.meta.dirname, `../out/main/${entry}.js`);
process.argv = [process.execPath, script, ...args];
await import(pathToFileURL(script).href);
