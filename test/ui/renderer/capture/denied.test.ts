import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openCapturePage, plainSources } from '../../../support/capture-page';
import { startRendererHarness, type RendererHarness } from '../../../support/renderer-harness';

let harness: RendererHarness;
beforeAll(async () => {
  harness = await startRendererHarness([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream=deny',
  ]);
});
afterAll(() => harness.close());

it('says that the microphone is denied', async () => {
  const capture = await openCapturePage(harness);
  await capture.start({ sources: { ...plainSources, systemAudio: false }, systemAudio: { method: 'none' } });
  await vi.waitFor(() => {
    expect(capture.states).toEqual([{ channel: 'you', live: false, problem: 'microphone-denied' }]);
  });
});
