import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { environmentLanguages, uiLanguage } from '../shared/locales/locales';
import { createMessages, problemText } from '../shared/locales/messages';
import { ProblemError, toProblem } from '../shared/problems';
import { checkEngineFiles } from './core/engine/engine-files';
import type { EngineMessage } from './core/engine/engine-process';
import { startEngineServer, type EngineServer } from './core/engine/engine-server';
import { moonshineSizes, type MoonshineSize } from './core/engine/moonshine';
import { openSpeechModels } from './core/engine/speech-models';

// The engine on this device as a process of its own, as recognition blocks its thread. It is started by the
// app (Electron's utilityProcess), by the command line (child_process) or by hand (`npm run engine`).

interface Arguments {
  port: number;
  size?: MoonshineSize;
  help: boolean;
  /** Started by a {@link EngineProcess}, which is told the address. */
  child: boolean;
  /** Ends the process after so many minutes without a session; absent is never. */
  idleMinutes?: number;
}

const intl = createMessages(uiLanguage(null, environmentLanguages(process.env)));

/** Reads the command line. Throws an Error whose message is a sentence. */
const readArguments = (args: string[]): Arguments => {
  const values = readOptions(args);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(intl.formatMessage({ id: 'engine.port-invalid' }, { port: values.port }));
  const size = moonshineSizes.find((one) => one === values.model);
  if (values.model !== undefined && !size)
    throw new Error(intl.formatMessage({ id: 'engine.model-invalid' }, { model: values.model }));
  return {
    port,
    ...(size && { size }),
    help: values.help,
    child: values.child,
    ...(values['idle-minutes'] !== undefined && { idleMinutes: Number(values['idle-minutes']) }),
  };
};

const readOptions = (args: string[]) => {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '0' },
        model: { type: 'string' },
        help: { type: 'boolean', default: false },
        child: { type: 'boolean', default: false },
        'idle-minutes': { type: 'string' },
      },
    }).values;
  } catch (error) {
    // Node's first sentence names the option; the next ones are for programmers.
    const detail = `${String((error as Error).message).split('. ')[0]}.`;
    throw new Error(intl.formatMessage({ id: 'engine.option-invalid' }, { detail }), { cause: error });
  }
};

/** The part of Electron's `process.parentPort` used here; it exists in a utility process only. */
interface ParentPort {
  postMessage(message: unknown): void;
}

const tellParent = (message: EngineMessage): void => {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
};

const serve = async (args: Arguments): Promise<EngineServer> => {
  const folder = process.env['SOTTO_ENGINE_DIR'] ?? resolve(import.meta.dirname, '../engine');
  await checkEngineFiles(folder);
  let idle: NodeJS.Timeout | undefined;
  const onConnections = (open: number): void => {
    clearTimeout(idle);
    if (open === 0 && args.idleMinutes !== undefined)
      idle = setTimeout(() => process.exit(0), args.idleMinutes * 60_000);
  };
  const server = await startEngineServer({
    port: args.port,
    models: openSpeechModels(folder, {
      ...(args.size && { size: args.size }),
      onPicked: (size) => args.child && tellParent({ type: 'picked', size }),
    }),
    onConnections,
  });
  onConnections(0);
  return server;
};

const runAsChild = async (args: Arguments): Promise<void> => {
  // Node tells when a parent is gone; Electron ends its utility processes by itself.
  process.once('disconnect', () => process.exit(0));
  try {
    const { url, secret } = await serve(args);
    tellParent({ type: 'listening', url, secret });
  } catch (error) {
    tellParent({ type: 'failed', problem: toProblem(error) });
    process.exitCode = 1;
    if (process.connected) process.disconnect();
  }
};

const runByHand = async (args: Arguments): Promise<void> => {
  try {
    const server = await serve(args);
    console.log(`url: ${server.url}\nsecret: ${server.secret}`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void server.close().then(() => process.exit(0)));
  } catch (error) {
    console.error(problemText(intl, toProblem(error)));
    process.exitCode = error instanceof ProblemError ? 1 : 70;
  }
};

const main = async (): Promise<void> => {
  let args: Arguments;
  try {
    args = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
    return;
  }
  if (args.help) console.log(intl.formatMessage({ id: 'engine.help' }));
  else if (args.child) await runAsChild(args);
  else await runByHand(args);
};

await main();
