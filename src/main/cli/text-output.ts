import type { Channel } from '../../shared/audio';
import type { CaptionOutput } from './caption-output';
import type { Messages } from './cli-options';
import type { Sink } from './sink';

export interface TextOutputParts {
  sink: Sink;
  /** Width of the terminal that shows the captions; absent where they are piped or go to a file. */
  columns?: (() => number) | undefined;
  /** Whether to say who speaks: not where there is one channel. */
  names: boolean;
  note: (text: string) => void;
  intl: Messages;
}

const eraseLine = '\r\x1b[2K';

/** Captions to read: each final on a line, and on a terminal the words as they come on the last line. */
export function textOutput({ sink, columns, names, note, intl }: TextOutputParts): CaptionOutput {
  /** Text of each channel that may still change. */
  const live = new Map<Channel, string>();
  const nameOf = (channel: Channel): string => intl.formatMessage({ id: `transcript.speaker.${channel}` });
  const line = (channel: Channel, text: string): string =>
    names ? `${nameOf(channel)}: ${withoutControls(text)}` : withoutControls(text);

  /** Writes whole lines above the live one. */
  const above = (write: () => void): void => {
    if (!columns) {
      write();
      return;
    }
    sink.write(eraseLine);
    write();
    const shown = [...live].map(([channel, text]) => line(channel, text)).join('  ');
    if (shown) sink.write(endThatFits(shown, columns() - 1));
  };

  return {
    caption: ({ channel, text, final }) => {
      if (final || text === '') live.delete(channel);
      else live.set(channel, text);
      if (!final && !columns) return;
      above(() => {
        if (final && text !== '') sink.write(`${line(channel, text)}\n`);
      });
    },
    gap: ({ channel, fromMs, toMs }) => {
      const seconds = (toMs - fromMs) / 1000;
      const text = intl.formatMessage({ id: 'cli.gap' }, { name: nameOf(channel), seconds });
      above(() => {
        sink.write(`${text}\n`);
      });
    },
    speaker: () => undefined,
    zone: () => undefined,
    session: () => undefined,
    note: (text) => {
      above(() => {
        note(text);
      });
    },
    end: async () => {
      live.clear();
      if (columns) sink.write(eraseLine);
      await sink.end();
    },
  };
}

/** A server's text must not move the cursor or worse. */
const withoutControls = (text: string): string => text.replaceAll(/\p{Cc}/gu, ' ');

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u;

/** The end of a text that fits a line: a line that wraps could not be erased. */
function endThatFits(text: string, columns: number): string {
  let room = columns;
  const kept: string[] = [];
  for (const character of Array.from(text).reverse()) {
    room -= wide.test(character) ? 2 : 1;
    if (room < 0) break;
    kept.unshift(character);
  }
  return kept.join('');
}
