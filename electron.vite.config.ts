import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

// Everything main needs is bundled, so the package holds our own files and no node_modules.
// onnxruntime-web stays out: the engine loads it from the engine's own folder (tools/engine-assets.ts).
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      sourcemap: true,
      rollupOptions: {
        input: {
          index: resolve(root, 'src/main/electron/index.ts'),
          cli: resolve(root, 'src/main/cli.ts'),
          engine: resolve(root, 'src/main/engine.ts'),
        },
        external: ['electron', 'bufferutil', 'utf-8-validate'],
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      // A sandboxed preload can't require a chunk of ours.
      isolatedEntries: true,
      minify: true,
      rollupOptions: {
        input: {
          capture: resolve(root, 'src/preload/capture.ts'),
          overlay: resolve(root, 'src/preload/overlay.ts'),
          control: resolve(root, 'src/preload/control.ts'),
        },
        external: ['electron'],
        // Sandboxed preloads must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      // A data: URL would need a wider content security policy.
      assetsInlineLimit: 0,
      minify: true,
      rollupOptions: {
        input: {
          capture: resolve(root, 'src/renderer/capture/index.html'),
          overlay: resolve(root, 'src/renderer/overlay/index.html'),
          control: resolve(root, 'src/renderer/control/index.html'),
        },
      },
    },
  },
});
