import { problemText } from '../../shared/locales/messages';
import type { CaptionOutput } from './caption-output';
import type { Messages } from './cli-options';
import { endingSentence } from './problem-sentence';
import type { Sink } from './sink';

export interface JsonlOutputParts {
  sink: Sink;
  note: (text: string) => void;
  /** How long an unreachable zone is tried, for the sentence that says so. */
  giveUpMs: number;
  intl: Messages;
}

/** One JSON object a line. Names, order and presence of the keys are the contract of docs/command-line.md. */
export function jsonlOutput({ sink, note, giveUpMs, intl }: JsonlOutputParts): CaptionOutput {
  const write = (event: object): void => {
    sink.write(`${JSON.stringify(event)}\n`);
  };
  return {
    note,
    zone: () => undefined,
    // Keys that are undefined are left out by JSON.
    session: ({ state, zone, host, sessionId, channel, code, problem }) => {
      const message =
        problem &&
        (state === 'ended' ? endingSentence(problem, host, giveUpMs, intl) : problemText(intl, problem));
      write({ event: 'session', state, zone, host, sessionId: sessionId ?? null, channel, code, message });
    },
    caption: ({ channel, turn, text, final, startMs, endMs, speaker, latencyMs }) => {
      write({ event: 'caption', channel, turn, text, final, startMs, endMs, speaker, latencyMs });
    },
    speaker: ({ channel, turn, speaker }) => {
      write({ event: 'speaker', channel, turn, speaker });
    },
    gap: ({ channel, fromMs, toMs }) => {
      write({ event: 'gap', channel, fromMs, toMs });
    },
    end: async ({ audioMs, sentMs, lostMs, turns, reconnects, zone }) => {
      write({ event: 'end', audioMs, sentMs, lostMs, turns, reconnects, zone });
      await sink.end();
    },
  };
}
