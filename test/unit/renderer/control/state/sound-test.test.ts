import { expect, it, vi } from 'vitest';

// The page's bridge to main, which doesn't exist here.
vi.stubGlobal('window', { sotto: {} });
const { judgeChime, judgeVoice } = await import('../../../../../src/renderer/control/state/sound-test');

const level = (rms: number, peak = rms * 3) => ({ rms, peak });
const room = Array.from({ length: 20 }, () => level(0.001));

it.each([
  ['a voice after a pause', [...room, level(0.05), level(0.03)], 'heard'],
  ['a quiet room', room, 'faint'],
  ['exact zeros', [level(0), level(0)], 'silent'],
  ['nothing at all', [], 'absent'],
  ['a voice cut off at full scale', [...room, level(0.5, 1), level(0.6, 1), level(0.5, 1)], 'loud'],
  ['one knock on the table', [...room, level(0.2, 1)], 'heard'],
] as const)('hears of a microphone with %s: %s', (_, levels, verdict) => {
  expect(judgeVoice(levels)).toBe(verdict);
});

it.each([
  ['the chime, quietly', [...room, level(0.004)], 'heard'],
  ['zeros', [level(0), level(0)], 'silent'],
  ['the hiss of an output', [level(0.0002)], 'silent'],
  ['nothing at all', [], 'absent'],
] as const)('hears of the computer with %s: %s', (_, levels, verdict) => {
  expect(judgeChime(levels)).toBe(verdict);
});
