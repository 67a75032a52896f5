import { configDefaults, defineConfig } from 'vitest/config';

const layer = (name: string, options: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], exclude: configDefaults.exclude, ...options },
});

export default defineConfig({
  test: {
    reporters: ['default', './tools/layer-summary-reporter.ts'],
    projects: [
      layer('unit'),
      layer('integration', { testTimeout: 60_000, hookTimeout: 60_000 }),
      // Real browsers: one file at a time, so that two cores stay enough.
      layer('ui', { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false }),
      layer('e2e', { testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false }),
    ],
  },
});
