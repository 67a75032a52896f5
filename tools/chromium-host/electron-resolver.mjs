// Loader hook: the bare import `electron` is the Chromium host.
const host = new URL('./electron.ts', import.meta.url).href;

export const resolve = (specifier, context, next) =>
  specifier === 'electron' ? { url: host, format: 'module', shortCircuit: true } : next(specifier, context);
