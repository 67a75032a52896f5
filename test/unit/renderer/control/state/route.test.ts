import { expect, it } from 'vitest';
import { hrefOf, parseRoute } from '../../../../../src/renderer/control/state/route';

it('reads what it writes', () => {
  expect(parseRoute(hrefOf('transcripts', '2026-11-20T09-00-00'))).toEqual({
    page: 'transcripts',
    detail: '2026-11-20T09-00-00',
  });
  expect(parseRoute(hrefOf('about'))).toEqual({ page: 'about', detail: null });
});

it('shows the first page for anything unknown', () => {
  expect(['', '#', '#/nowhere/at-all'].map((hash) => parseRoute(hash).page)).toEqual([
    'captions',
    'captions',
    'captions',
  ]);
});
