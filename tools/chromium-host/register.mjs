// node --import tsx --import ./tools/chromium-host/register.mjs out/main/index.js
// From here on, `electron` is the Chromium host: for `import` through a loader hook, for `require` by replacing the loader.
import Module, { createRequire, register } from 'node:module';

register('./electron-resolver.mjs', import.meta.url);

const require = createRequire(import.meta.url);
const load = Module._load;
Module._load = function (request, ...rest) {
  return request === 'electron' ? require('./electron.ts') : load.call(this, request, ...rest);
};
