import type { Reporter, TestModule } from 'vitest/node';

const layers = ['unit', 'integration', 'ui', 'e2e'] as const;

/** Ends a test run with one line a layer, and the total as the last line. */
class LayerSummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const total = { passed: 0, failed: 0, skipped: 0 };
    for (const layer of layers) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      for (const module of modules.filter(({ project }) => project.name === layer)) {
        let failedHere = 0;
        for (const test of module.children.allTests()) {
          const { state } = test.result();
          if (state === 'passed') counts.passed += 1;
          else if (state === 'skipped') counts.skipped += 1;
          else failedHere += 1;
        }
        // A file that doesn't load has no tests but has failed all the same.
        counts.failed += module.state() === 'failed' ? Math.max(1, failedHere) : failedHere;
      }
      this.#print(layer, counts);
      for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key];
    }
    this.#print('total', total);
  }

  #print(
    name: string,
    { passed, failed, skipped }: { passed: number; failed: number; skipped: number },
  ): void {
    process.stdout.write(
      `${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
    );
  }
}

export default LayerSummaryReporter;
