import { describe, expect, it } from 'vitest';
import type { CaptionOutput } from '../../../../src/main/cli/caption-output';
import { textOutput } from '../../../../src/main/cli/text-output';
import type { Channel } from '../../../../src/shared/audio';
import { inEnglish } from '../../../../src/shared/locales/locales';
import { createMessages } from '../../../../src/shared/locales/messages';

const totals = { audioMs: 0, sentMs: 0, lostMs: 0, turns: 0, reconnects: 0, zone: 'eu' } as const;

function output(columns: number | undefined, names = false): { out: CaptionOutput; written: () => string } {
  let text = '';
  const out = textOutput({
    sink: {
      write: (more) => (text += more),
      end: () => Promise.resolve(),
      failed: new Promise(() => undefined),
    },
    columns: columns === undefined ? undefined : () => columns,
    names,
    note: (note) => (text += `<${note}>\n`),
    intl: createMessages(inEnglish),
  });
  return { out, written: () => text };
}

const say = (out: CaptionOutput, text: string, final: boolean, channel: Channel = 'you', turn = 1): void => {
  out.caption({ channel, turn, text, final, startMs: 0, endMs: 1000 });
};

/** What a terminal shows in the end: the last text on each line. */
const screen = (written: string): string[] =>
  written.split('\n').map((line) => line.slice(line.lastIndexOf('\r\x1b[2K') + 1).replace('\x1b[2K', ''));

describe('textOutput', () => {
  it('writes finals only where there is no terminal', async () => {
    const { out, written } = output(undefined);
    say(out, 'hel', false);
    say(out, 'Hello.', true);
    say(out, '', true, 'you', 2);
    out.gap({ channel: 'you', fromMs: 1000, toMs: 2500 });
    await out.end(totals);
    expect(written()).toBe('Hello.\n[You: 1.5 s could not be captioned]\n');
  });

  it('names who speaks where there are two channels', () => {
    const { out, written } = output(undefined, true);
    say(out, 'Hello.', true);
    say(out, 'Hi.', true, 'others');
    expect(written()).toBe('You: Hello.\nOthers: Hi.\n');
  });

  it('rewrites the live line and leaves finals standing', async () => {
    const { out, written } = output(40);
    say(out, 'hel', false);
    say(out, 'hello every', false);
    expect(screen(written())).toEqual(['hello every']);
    say(out, 'Hello everybody.', true);
    out.note('reconnecting');
    say(out, 'and', false, 'you', 2);
    expect(screen(written())).toEqual(['Hello everybody.', '<reconnecting>', 'and']);
    await out.end(totals);
    expect(screen(written())).toEqual(['Hello everybody.', '<reconnecting>', '']);
  });

  it('keeps the other channel live when one ends its turn', () => {
    const { out, written } = output(60, true);
    say(out, 'so what', false, 'others');
    say(out, 'I mean', false);
    say(out, 'I mean it.', true);
    expect(screen(written())).toEqual(['You: I mean it.', 'Others: so what']);
  });

  it('shows the end of what is longer than the terminal, wide characters counted double', () => {
    const narrow = output(11);
    say(narrow.out, 'one two three four', false);
    expect(screen(narrow.written())).toEqual(['three four']);
    const wide = output(11);
    say(wide.out, '今日はとても良い天気です', false);
    expect(screen(wide.written())).toEqual(['い天気です']);
  });

  it('lets no text move the cursor', () => {
    const { out, written } = output(undefined);
    say(out, 'a\x1b[2Jb\nc\u009bd', true);
    expect(written()).toBe('a [2Jb c d\n');
  });
});
