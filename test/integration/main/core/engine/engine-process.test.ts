import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, symlinkSync, truncateSync, unlinkSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { engineFileNames } from '../../../../../src/main/core/engine/engine-files';
import { EngineProcess } from '../../../../../src/main/core/engine/engine-process';
import { ProblemError } from '../../../../../src/shared/problems';
import { V3Client } from '../../../../support/v3-client';

const root = resolve(import.meta.dirname, '../../../../..');
const entry = resolve(root, 'src/main/engine.ts');
const built = resolve(root, 'out/engine');

let folder: string;
let children: ChildProcess[];
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, SOTTO_ENGINE_DIR: folder });
const execArgv = ['--import', 'tsx'];

const startEngine = (args: string[]): ChildProcess => {
  const child = fork(entry, args, { execArgv, env: environment(), cwd: root });
  children.push(child);
  return child;
};
const engineProcess = (): EngineProcess => new EngineProcess({ fork: startEngine });

/** Runs the engine as `npm run engine` does. */
const runByHand = (...args: string[]) => {
  const child = spawn(process.execPath, [...execArgv, entry, ...args], { env: environment(), cwd: root });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let errors = '';
  child.stderr.on('data', (data) => (errors += String(data)));
  return {
    child,
    line: async (): Promise<string> => String((await lines.next()).value),
    exit: once(child, 'close').then(([code]) => ({ code: code as number, errors })),
  };
};

const exitOf = (child: ChildProcess): Promise<unknown> =>
  child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'exit');

beforeEach(() => {
  children = [];
  folder = mkdtempSync(join(tmpdir(), 'sotto-engine-'));
  for (const file of engineFileNames) symlinkSync(join(built, file), join(folder, file));
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

describe('as a child process', () => {
  test('serves a session on loopback, with its own secret', async () => {
    const engine = engineProcess();
    const { zone, url, authorization } = await engine.destination();
    expect(zone).toBe('device');
    expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/v3\/ws$/);
    expect(authorization.length).toBeGreaterThanOrEqual(43);
    const client = new V3Client(`${url}?speech_model=moonshine-tiny`, authorization);
    await client.begun();
    await client.terminate();
    engine.dispose();
    await exitOf(children[0] as ChildProcess);
  });

  test('one process serves all; a crashed one is replaced at the next use', async () => {
    const engine = engineProcess();
    const [first, same] = await Promise.all([engine.destination(), engine.destination()]);
    expect(same).toBe(first);
    const [child] = children as [ChildProcess];
    child.kill('SIGKILL');
    await exitOf(child);
    const second = await engine.destination();
    expect(second.authorization).not.toBe(first.authorization);
    expect(children).toHaveLength(2);
  });

  test('ends when it is idle, and starts again when needed', async () => {
    const engine = new EngineProcess({ fork: startEngine, idleMinutes: 0.002 });
    await engine.destination();
    await exitOf(children[0] as ChildProcess);
    await engine.destination();
    expect(children).toHaveLength(2);
  });

  test('ends when its parent is gone', async () => {
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { fork } from 'node:child_process';
         const child = fork(${JSON.stringify(entry)}, ['--child'], { execArgv: ${JSON.stringify(execArgv)} });
         child.on('message', () => console.log(child.pid));`,
      ],
      { env: environment(), cwd: root },
    );
    children.push(parent);
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    const engine = Number(line);
    expect(() => process.kill(engine, 0)).not.toThrow();
    parent.kill('SIGKILL');
    await expect.poll(() => isRunning(engine), { timeout: 10_000 }).toBe(false);
  });

  test.each([
    ['missing', (file: string) => unlinkSync(file), 'engine-missing'],
    ['damaged', damage, 'engine-damaged'],
  ])('a %s model is named, and no session starts', async (_, spoil, code) => {
    spoil(join(folder, 'tiny-decoder.onnx'));
    const failure = await engineProcess()
      .destination()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProblemError);
    expect((failure as ProblemError).problem).toEqual({
      code,
      params: { file: join(folder, 'tiny-decoder.onnx') },
    });
  });
});

describe('by hand', () => {
  test('prints address and secret, and serves until it is interrupted', async () => {
    const { child, line, exit } = runByHand('--model', 'tiny');
    const url = (await line()).replace(/^url: /, '');
    const secret = (await line()).replace(/^secret: /, '');
    const client = new V3Client(url, secret);
    const begin = await client.begun();
    expect(begin).toMatchObject({ configuration: { model: 'moonshine-tiny' } });
    child.kill('SIGINT');
    expect(await exit).toEqual({ code: 0, errors: '' });
  });

  test('a taken port is one sentence', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, errors } = await runByHand('--port', String(port)).exit;
    taken.close();
    expect(code).toBe(1);
    expect(errors).toMatch(new RegExp(`^Port ${port} is already in use.*\n$`));
  });

  test.each([['--loud'], ['--port=many'], ['--model=huge'], ['words']])(
    '%s is refused with one sentence',
    async (arg) => {
      const { code, errors } = await runByHand(arg).exit;
      expect(code).toBe(2);
      expect(errors.trim().split('\n')).toHaveLength(1);
      expect(errors).toContain(arg.replace(/^--(port|model)=/, ''));
    },
  );
});

/** Replaces the link by a copy that lacks its end. */
function damage(file: string): void {
  unlinkSync(file);
  cpSync(join(built, 'tiny-decoder.onnx'), file);
  truncateSync(file, 1_000_000);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
