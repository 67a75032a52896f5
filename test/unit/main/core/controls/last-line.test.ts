import { expect, test } from 'vitest';
import { lastLine } from '../../../../../src/main/core/controls/last-line';
import { steppedTextSize } from '../../../../../src/main/core/controls/text-size';
import { defaultSettings, settingsSchema } from '../../../../../src/shared/settings';

const caption = (text: string, endMs: number, final: boolean) =>
  ({ channel: 'you', turn: endMs, startMs: 0, text, endMs, final }) as const;

test('the last line is the newest sentence that is finished, else the one being said', () => {
  expect(lastLine([])).toBeUndefined();
  expect(lastLine([caption(' ', 5, true)])).toBeUndefined();
  expect(lastLine([caption('and then', 9, false)])).toBe('and then');
  // One said long and begun first may end last.
  expect(lastLine([caption('Newest.', 8, true), caption('Older.', 3, true), caption('and', 9, false)])).toBe(
    'Newest.',
  );
});

test('text grows and shrinks in visible steps, back to where it was, and stays within the limits', () => {
  const { look } = defaultSettings.overlay;
  expect(steppedTextSize(28, 1)).toBe(32);
  expect(steppedTextSize(steppedTextSize(28, 1), -1)).toBe(28);
  let size = look.fontSizePx;
  for (const direction of [1, -1] as const) {
    for (let step = 0; step < 50; step += 1) {
      size = steppedTextSize(size, direction);
      expect(settingsSchema.safeParse({ overlay: { look: { fontSizePx: size } } }).success).toBe(true);
    }
    expect(size).toBe(direction === 1 ? 96 : 16);
  }
});
