import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ChainReader, withLink } from '../../../../../src/main/core/receipts/chained-lines';
import type { ChainState } from '../../../../../src/shared/session-receipt';

function chainOf(lines: readonly object[]): string[] {
  let link = '';
  return lines.map((line) => {
    const linked = withLink(JSON.stringify(line), link);
    link = linked.link;
    return linked.text;
  });
}

const stateOf = (texts: readonly string[], isCutShort = false, mayBeUnchained = true): ChainState => {
  const chain = new ChainReader();
  for (const text of texts) chain.take(text);
  return chain.state(isCutShort, mayBeUnchained);
};

const lines = chainOf([{ a: 1 }, { text: 'with ","link":"' }, { c: 3 }, { d: 4 }]);
const [one = '', two = '', three = '', four = ''] = lines;

describe('a chain of lines', () => {
  it('is linked as documented: the link before and the line up to its own link', () => {
    const first = createHash('sha256').update('{"a":1').digest('hex');
    expect(one).toBe(`{"a":1,"link":"${first}"}`);
    expect(JSON.parse(two)).toMatchObject({ text: 'with ","link":"' });
  });

  it('is intact as it was written', () => {
    expect(stateOf(lines)).toEqual({ state: 'intact' });
    expect(stateOf([])).toEqual({ state: 'unchained' });
    expect(stateOf([], false, false)).toEqual({ state: 'intact' });
  });

  it.each([
    ['an edited line', [one, two.replace('with', 'without'), three, four], 2],
    ['an edited last line', [one, two, three, four.replace('4', '5')], 4],
    ['a line taken out', [one, three, four], 2],
    ['the first line taken out', [two, three, four], 1],
    ['a line put in', [one, two, '{"x":1}', three, four], 3],
    ['a line put in with a link of its own', [one, two, chainOf([{ x: 1 }])[0] ?? '', three, four], 3],
    ['lines that changed places', [one, three, two, four], 2],
    ['a line twice', [one, two, two, three, four], 3],
    ['a link taken off', [one, two.replace(/,"link":"\w+"/, ''), three, four], 2],
    ['a link of another line', [one, two.replace(/"link":"\w+"/, three.slice(-73, -1)), three, four], 2],
  ])('shows %s', (_what, texts, line) => {
    expect(stateOf(texts)).toEqual({ state: 'broken', line });
  });

  it('takes a half-written last line for a crash, but none in the middle', () => {
    expect(stateOf([one, two, three.slice(0, 5)], true)).toEqual({ state: 'intact' });
    expect(stateOf([one, two.slice(0, 5), three], true)).toEqual({ state: 'broken', line: 2 });
  });

  it('is an old one only where no line has a link and the file says so', () => {
    const bare = ['{"a":1}', '{"b":2}'];
    expect(stateOf(bare)).toEqual({ state: 'unchained' });
    expect(stateOf(bare, false, false)).toEqual({ state: 'broken', line: 1 });
    expect(stateOf(['{"a":1}', two])).toEqual({ state: 'broken', line: 1 });
  });
});
