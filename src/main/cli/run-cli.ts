import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createMessages, problemText } from '../../shared/locales/messages';
import { ProblemError, toProblem } from '../../shared/problems';
import { openRawPcm, openWav, type AudioInput } from '../core/audio-input/audio-input';
import { pickedModel } from '../core/settings/picked-model';
import { Retention } from '../core/transcripts/retention';
import { transcriptsFolder, TranscriptLibrary } from '../core/transcripts/transcript-library';
import { TokenBroker } from '../core/zones/token-broker';
import { createDestinationOf } from '../core/zones/zone-destination';
import { checkPlan, planCaptions, type CaptionsPlan } from './captions-plan';
import { helpText, parseCliOptions, usage, type CliOptions, type Messages } from './cli-options';
import type { CliWorld } from './cli-world';
import { exitCodeOf, exitCodes } from './exit-codes';
import { sentenceOf } from './problem-sentence';
import { runCaptions } from './run-captions';
import { UsageError } from './usage-error';
import { verifyReceipt } from './verify-receipt';

/** Runs the command line from its arguments to its exit code. Never throws: what goes wrong is a sentence on stderr. */
export async function runCli(world: CliWorld): Promise<number> {
  const intl = createMessages(world.language);
  const note = (text: string): void => {
    world.stderr.write(`${text}\n`);
  };
  // A reader that went away takes no more; what that means for the captions, their output decides.
  for (const stream of [world.stdout, world.stderr]) stream.on('error', () => undefined);
  try {
    const options = parseCliOptions(world.args, intl);
    if (options === 'help') {
      world.stdout.write(helpText(intl));
      return exitCodes.done;
    }
    if ('verifyReceipt' in options) {
      const { verifyReceipt: file, profile = world.defaultProfile } = options;
      return await verifyReceipt({ file, profile, intl, write: (text) => void world.stdout.write(text) });
    }
    const plan = planCaptions(options, { ...world, note, intl });
    await deleteOldTranscripts(plan, world, note, intl);
    const { input, close } = await openInput(options, world.stdin);
    try {
      if (options.split && input.channels !== 2) {
        throw usage(intl, 'cli.split-needs-stereo', { file: options.input });
      }
      const engine = world.createEngine(options.save ? pickedModel(plan.profile, world.now) : {});
      const broker = new TokenBroker({ connect: world.connect, settingsUrl: () => plan.tokenBrokerUrl });
      const captioning = world.createCaptioning({
        destinationOf: createDestinationOf({
          selfHosted: () => plan.server,
          readKey: () => Promise.resolve(world.apiKey),
          tokenFor: (zone) => broker.tokenFor(zone),
          engine: () => engine.destination(),
          checkPolicy: () => {
            checkPlan(plan, world.policyFile);
          },
        }),
        giveUpMs: plan.giveUpMs,
      });
      try {
        return await runCaptions({ options, plan, input, captioning, world, note, intl, closeInput: close });
      } finally {
        engine.dispose();
      }
    } finally {
      close();
    }
  } catch (error) {
    if (error instanceof UsageError) {
      note(error.message);
      return exitCodes.usage;
    }
    const problem = toProblem(error);
    note(sentenceOf(problem, intl));
    return exitCodeOf(problem.code);
  }
}

/** As the machine's policy asks, also where the app is never started. */
function deleteOldTranscripts(
  { profile, retentionDays }: CaptionsPlan,
  { now }: CliWorld,
  note: (text: string) => void,
  intl: Messages,
): Promise<void> {
  return new Retention({
    library: new TranscriptLibrary(transcriptsFolder(profile), () => intl),
    days: () => retentionDays,
    now,
    report: (problem) => {
      note(problemText(intl, problem));
    },
    changed: () => undefined,
  }).enforce();
}

/** `close` ends a read that is under way too, as from a silent pipe. */
async function openInput(
  { input: file, split }: CliOptions,
  stdin: Readable,
): Promise<{ input: AudioInput; close: () => void }> {
  const source = file === '-' ? stdin : createReadStream(file);
  const close = (): void => {
    source.destroy();
  };
  try {
    return {
      input: file === '-' ? openRawPcm(source, 'stdin') : await openWav(source, { file, split }),
      close,
    };
  } catch (error) {
    close();
    throw error instanceof ProblemError ? error : new ProblemError('internal', { detail: String(error) });
  }
}
