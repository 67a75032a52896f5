import { expect, it, vi } from 'vitest';

// The page's bridge to main, which doesn't exist here.
vi.stubGlobal('window', { sotto: {} });
const { judgeChime, judgeVoice } = await import('../../../../../src/renderer/control/state/sound-test');

const level = (rms: number, peak = rms * 3) => ({ rms, peak });
const room = Array.from({ length: 20 }, () => level(0.001));

it.each([
  ['a voice after a pause', 'heard', [...room, level(0.05), level(0.03)]],
  ['a quiet room', 'faint', room],
  ['exact zeros', 'silent', [level(0), level(0)]],
  ['nothing at all', 'absent', []],
  ['a voice cut off at full scale', 'loud', [...room, level(0.5, 1), level(0.6, 1), level(0.5, 1)]],
  ['one knock on the table', 'heard', [...room, level(0.2, 1)]],
] as const)('hears of a microphone with %s: %s', (_, verdict, levels) => {
  expect(judgeVoice(levels)).toBe(verdict);
});

it.each([
  ['the chime, quietly', 'heard', [...room, level(0.004)]],
  ['zeros', 'silent', [level(0), level(0)]],
  ['the hiss of an output', 'silent', [level(0.0002)]],
  ['nothing at all', 'absent', []],
] as const)('hears of the computer with %s: %s', (_, verdict, levels) => {
  expect(judgeChime(levels)).toBe(verdict);
});
