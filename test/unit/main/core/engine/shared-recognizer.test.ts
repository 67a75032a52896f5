import { expect, test } from 'vitest';
import { nothingHeard, type Recognizer } from '../../../../../src/main/core/engine/moonshine';
import { SharedRecognizer } from '../../../../../src/main/core/engine/shared-recognizer';

test('decodings run one at a time, in the order they were asked for, whatever fails', async () => {
  const began: number[] = [];
  let running = 0;
  const recognizer: Recognizer = {
    transcribe: async ({ length }) => {
      expect(++running).toBe(1);
      began.push(length);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      if (length === 2) throw new Error('broken');
      return nothingHeard;
    },
  };
  const shared = new SharedRecognizer(recognizer);
  const results = await Promise.allSettled(
    [1, 2, 3].map((length) => shared.transcribe(new Float32Array(length))),
  );
  expect(began).toEqual([1, 2, 3]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
