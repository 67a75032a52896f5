// Loaded into main before the app (`--import`): the machine's policy file is one of the test's own. The app itself has
// no way to be told of another file, which is the point of it.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { env } from 'node:process';

const machines = '/etc/sotto/policy.json';
const tests = env.SOTTO_TEST_POLICY;

for (const name of ['readFileSync', 'lstatSync', 'watchFile', 'unwatchFile']) {
  const original = fs[name];
  fs[name] = (path, ...rest) => original(path === machines ? tests : path, ...rest);
}
syncBuiltinESMExports();
