import type { Channel } from '../../shared/audio';
import { problemText } from '../../shared/locales/messages';
import { ProblemError, toProblem, type Problem } from '../../shared/problems';
import type { SessionReceipt } from '../../shared/session-receipt';
import type { AudioInput } from '../core/audio-input/audio-input';
import { feedAudio } from '../core/audio-input/feed-audio';
import type { Captioning, CaptioningTotals, SessionEvent } from '../core/captioning/captioning';
import { TranscriptJournal } from '../core/transcripts/transcript-journal';
import { transcriptsFolder } from '../core/transcripts/transcript-library';
import { writeWholeFile } from '../core/transcripts/write-whole-file';
import type { CaptionOutput } from './caption-output';
import { checkPlan, type CaptionsPlan } from './captions-plan';
import type { CliOptions, Messages } from './cli-options';
import type { CliWorld } from './cli-world';
import { documentOutput } from './document-output';
import { exitCodeOf, exitCodes } from './exit-codes';
import { jsonlOutput } from './jsonl-output';
import { endingSentence } from './problem-sentence';
import { writeReceipts } from './receipt-output';
import { fileSink, isReaderGone, streamSink } from './sink';
import { textOutput } from './text-output';

export interface RunParts {
  options: CliOptions;
  plan: CaptionsPlan;
  input: AudioInput;
  closeInput: () => void;
  captioning: Captioning;
  world: CliWorld;
  note: (text: string) => void;
  intl: Messages;
}

/** Captions the input from its beginning to its end, or until interrupted. @returns the exit code */
export async function runCaptions(parts: RunParts): Promise<number> {
  const { options, plan, captioning, world, intl } = parts;
  const startedAt = world.now();
  const channels: readonly Channel[] = options.split ? ['you', 'others'] : ['you'];
  const stopping = new AbortController();
  const { output, failed } = createOutput(parts, startedAt);
  const journal = openJournal(parts, startedAt, output);
  const receipts = new Set<SessionReceipt>();
  let isInterrupted = false;
  /** Why a session ended for good. */
  let refusal: SessionEvent | undefined;
  let outputError: Error | undefined;
  /** Why the machine's policy, changed meanwhile, doesn't let the run go on. */
  let policyProblem: Problem | undefined;

  void failed.then((error) => {
    outputError = error;
    stopping.abort();
  });
  const leaveInterrupts = world.onInterrupt(() => {
    isInterrupted = true;
    output.note(intl.formatMessage({ id: 'cli.interrupted' }));
    stopping.abort();
  });
  const leavePolicy = world.watchPolicy(() => {
    policyProblem ??= problemUnderPolicy(plan, world.policyFile);
    if (policyProblem) stopping.abort();
  });
  follow(captioning, output, journal, receipts);
  captioning.on('session', (event) => {
    if (event.state !== 'ended' || !event.problem) return;
    refusal ??= event;
    stopping.abort();
  });
  if (options.format !== 'jsonl') tellSessions(captioning, output, intl);

  let inputError: unknown;
  try {
    const { zone, model, options: speechOptions } = plan;
    captioning.start({ zone, ...(model !== undefined && { model }), options: speechOptions }, channels);
    const { pieces } = parts.input;
    await feedAudio({ pieces, channels, captioning, pace: options.pace, signal: stopping.signal }).catch(
      // What was read before the input broke off is captioned all the same.
      (error: unknown) => (inputError = error),
    );
    parts.closeInput();
    const totals = await endRun(captioning, stopping.signal);
    await journal?.close(totals.audioMs);
    await output.end(totals).catch((error: unknown) => (outputError ??= error as Error));
    if (options.receipt !== undefined) {
      const kept = journal?.id === undefined ? undefined : { profile: plan.profile, id: journal.id };
      await writeReceipts(options.receipt, receipts, kept).catch((error: unknown) => {
        throw exportFailed(options.receipt ?? '', error);
      });
    }
  } finally {
    leaveInterrupts();
    leavePolicy();
  }

  if (outputError && !isReaderGone(outputError)) throw exportFailed(options.out ?? 'stdout', outputError);
  if (isInterrupted) return exitCodes.interrupted;
  if (policyProblem) throw new ProblemError(policyProblem.code, policyProblem.params);
  if (refusal?.problem) {
    parts.note(endingSentence(refusal.problem, refusal.host, plan.giveUpMs, intl));
    return exitCodeOf(refusal.problem.code);
  }
  if (inputError !== undefined) throw inputError;
  return exitCodes.done;
}

/** At the end of the input everything is settled, however long that takes; a Stop ends it within its bound. */
function endRun(captioning: Captioning, signal: AbortSignal): Promise<CaptioningTotals> {
  if (signal.aborted) return captioning.stop();
  const finished = captioning.finish();
  return new Promise((resolve, reject) => {
    finished.then(resolve, reject);
    signal.addEventListener('abort', () => {
      captioning.stop().then(resolve, reject);
    });
  });
}

function follow(
  captioning: Captioning,
  output: CaptionOutput,
  journal: TranscriptJournal | undefined,
  receipts: Set<SessionReceipt>,
): void {
  captioning.on('caption', (caption) => {
    journal?.caption(caption);
    output.caption(caption);
  });
  captioning.on('speaker', (change) => {
    journal?.speaker(change);
    output.speaker(change);
  });
  captioning.on('gap', (gap) => {
    journal?.gap(gap);
    output.gap(gap);
  });
  captioning.on('zone', (change) => {
    journal?.zone(change);
    output.zone(change);
  });
  captioning.on('session', (event) => {
    output.session(event);
  });
  captioning.on('receipt', (receipt) => {
    receipts.add(receipt);
    journal?.receipt(receipt);
  });
}

function problemUnderPolicy(plan: CaptionsPlan, policyFile: string): Problem | undefined {
  try {
    checkPlan(plan, policyFile);
    return undefined;
  } catch (thrown) {
    const { code, params } = toProblem(thrown);
    return { code: code === 'policy-refused' ? 'policy-changed' : code, ...(params && { params }) };
  }
}

/** Says where the voice goes (rule Z8), and what is wrong while it can't, each once. */
function tellSessions(captioning: Captioning, output: CaptionOutput, intl: Messages): void {
  let last = '';
  captioning.on('session', ({ state, zone, host, problem }) => {
    const label = intl.formatMessage({ id: `zone.${zone}.label` });
    const text =
      state === 'live'
        ? intl.formatMessage(
            { id: zone === 'device' ? 'cli.goes-to' : 'cli.goes-to-host' },
            { zone: label, host },
          )
        : state !== 'ended' && problem
          ? problemText(intl, problem)
          : last;
    if (text !== last) output.note(text);
    last = text;
  });
}

function openJournal(
  { plan, world, intl }: RunParts,
  startedAt: Date,
  output: CaptionOutput,
): TranscriptJournal | undefined {
  if (!plan.keepsTranscript) return undefined;
  return new TranscriptJournal({
    folder: transcriptsFolder(plan.profile),
    startedAt,
    appVersion: world.appVersion,
    report: (problem) => {
      output.note(problemText(intl, problem));
    },
  });
}

function createOutput(
  { options, plan, world, note, intl }: RunParts,
  startedAt: Date,
): { output: CaptionOutput; failed: Promise<Error> } {
  const { format, out, split } = options;
  if (format === 'text' || format === 'jsonl') {
    const sink = out === undefined ? streamSink(world.stdout) : fileSink(out);
    const isTerminal = out === undefined && world.stdout.isTTY === true;
    const columns = isTerminal ? () => world.stdout.columns ?? 80 : undefined;
    const output =
      format === 'jsonl'
        ? jsonlOutput({ sink, note, giveUpMs: plan.giveUpMs, intl })
        : textOutput({ sink, columns, names: split, note, intl });
    return { output, failed: sink.failed };
  }
  const sink = streamSink(world.stdout);
  const write = async (text: string): Promise<void> => {
    if (out !== undefined) {
      await writeWholeFile(out, text);
      return;
    }
    sink.write(text);
    await sink.end();
  };
  return { output: documentOutput({ format, startedAt, write, note, intl }), failed: sink.failed };
}

const exportFailed = (file: string, error: unknown): ProblemError =>
  new ProblemError('export-failed', { file, detail: error instanceof Error ? error.message : String(error) });
