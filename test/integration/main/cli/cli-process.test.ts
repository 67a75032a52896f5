import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureBuilt } from '../../../../tools/ensure-built';
import { eventsIn } from '../../../support/cli-run';
import { speak } from '../../../support/coded-audio';
import { ProtocolServer } from '../../../support/protocol-server/protocol-server';
import { wavBytes } from '../../../support/wav-bytes';

// The built program as people start it.

const root = resolve(import.meta.dirname, '../../../..');
const sample = join(root, 'assets/speech-sample.wav');
const speech = speak(['Hello there, everybody.', 'This is the second turn.'], { wordMs: 100, gapMs: 20 });

let server: ProtocolServer;
let folder: string;
const started = new Set<ChildProcess>();

beforeAll(async () => {
  ensureBuilt();
  server = await ProtocolServer.start({ key: 'self-hosted', plain: true });
}, 300_000);
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sotto-cli-process-'));
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
  rmSync(folder, { recursive: true });
});

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [join(root, 'out/main/cli.js'), '--profile', folder, ...args], {
    env: { ...process.env, ASSEMBLYAI_API_KEY: '' },
  });
  started.add(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (data) => (output.out += String(data)));
  child.stderr.on('data', (data) => (output.err += String(data)));
  const exited = new Promise<number | null>((done) => {
    child.on('close', (code) => {
      started.delete(child);
      done(code);
    });
  });
  return { child, output, exited };
}

const toOwnServer = (): string[] => ['--zone', 'self-hosted', '--url', `ws://127.0.0.1:${server.port}`];
const keptTranscript = (): string => {
  const [name = ''] = readdirSync(join(folder, 'transcripts'));
  return readFileSync(join(folder, 'transcripts', name), 'utf8');
};

describe('the command line as a program', () => {
  it('captions speech on this device, without a key, and leaves no engine behind', async () => {
    const { output, exited } = start([
      '--zone',
      'device',
      '--model',
      'moonshine-tiny',
      '--pace',
      'fast',
      '--format',
      'jsonl',
      sample,
    ]);
    expect(await exited).toBe(0);
    const events = eventsIn(output.out);
    const said = events.filter(({ final }) => final === true).map(({ text }) => String(text).toLowerCase());
    for (const word of ['fellow', 'what', 'country', 'you']) expect(said.join(' ')).toContain(word);
    expect(events.at(-1)).toMatchObject({ event: 'end', lostMs: 0, zone: 'device' });
    const host = String(events.find(({ state }) => state === 'live')?.['host']);
    await expect(fetch(`http://${host}/`)).rejects.toThrow();
  }, 180_000);

  it('converts a file of another rate', async () => {
    const file = join(folder, 'tone.wav');
    const tone = Float32Array.from({ length: 44_100 }, (_, index) => Math.sin(index / 20) / 4);
    writeFileSync(file, wavBytes([tone, tone], { encoding: 'pcm', bits: 24, rate: 44_100 }));
    const { output, exited } = start([...toOwnServer(), '--pace', 'fast', '--format', 'jsonl', file]);
    expect(await exited).toBe(0);
    expect(eventsIn(output.out).at(-1)).toMatchObject({ event: 'end', audioMs: 1000, sentMs: 1000 });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops at %s as Stop does, and exits with 130', async (signal) => {
    const { child, output, exited } = start([...toOwnServer(), '--format', 'jsonl', '-']);
    child.stdin.write(speech.subarray(0, speech.length - 30_000));
    await vi.waitFor(() => {
      expect(output.out).toContain('"text":"this is');
    }, 30_000);
    child.kill(signal);
    expect(await exited).toBe(130);
    const events = eventsIn(output.out);
    expect(events.at(-1)?.event).toBe('end');
    expect(events.filter(({ final }) => final === true)).toHaveLength(2);
    expect(keptTranscript()).toMatch(/Hello there, everybody\.[^]*"type":"end"/);
    expect(server.openSessions).toBe(0);
  });

  it('keeps what was said, and the receipts, when it is killed outright', async () => {
    const { child, output, exited } = start([
      ...toOwnServer(),
      '--channels',
      'mono',
      '--format',
      'jsonl',
      '-',
    ]);
    child.stdin.write(speech);
    // Once on disk as the session began, and again within seconds with what was sent since.
    const counted = /"session":1,"receipt":\{[^\n]*"audioBytesSent":[1-9]/;
    await vi.waitFor(() => {
      expect(output.out).toContain('"final":true');
      expect(keptTranscript()).toMatch(/Hello there, everybody\."[^]*/);
      expect(keptTranscript()).toMatch(counted);
    }, 30_000);
    child.kill('SIGKILL');
    await exited;
    expect(keptTranscript()).toMatch(/"session":1,"receipt":\{[^\n]*"audioBytesSent":0/);
    expect(keptTranscript()).not.toContain('"type":"end"');

    const [name = ''] = readdirSync(join(folder, 'transcripts'));
    const verifying = start(['--verify-receipt', join(folder, 'transcripts', name)]);
    expect(await verifying.exited).toBe(0);
    expect(verifying.output.out).toContain('The lines of the transcript are linked to each other');
    expect(verifying.output.out).toContain('The transcript has no end');
    expect(verifying.output.out).toContain(`self-hosted (127.0.0.1:${server.port})`);
  });

  it('quits at once at the second Ctrl-C', async () => {
    server.next('127.0.0.1', { kind: 'no-termination' });
    const { child, output, exited } = start([...toOwnServer(), '--format', 'jsonl', '-']);
    child.stdin.write(speech);
    await vi.waitFor(() => {
      expect(output.out).toContain('"state":"live"');
    }, 30_000);
    child.kill('SIGINT');
    await vi.waitFor(() => {
      expect(output.err).toContain('Ctrl-C again');
    }, 30_000);
    const again = setInterval(() => child.kill('SIGINT'), 100);
    expect(await exited).toBe(130);
    clearInterval(again);
    expect(output.out).not.toContain('"event":"end"');
  });

  it('ends quietly when the reader of its output leaves', async () => {
    const { child, output, exited } = start([...toOwnServer(), '--format', 'jsonl', '-']);
    child.stdin.write(speech);
    await vi.waitFor(() => {
      expect(output.out).toContain('"state":"live"');
    }, 30_000);
    child.stdout.destroy();
    expect(await exited).toBe(0);
    expect(output.err).toBe('');
    expect(server.openSessions).toBe(0);
  });

  it('says in one sentence what was wrong with its arguments', async () => {
    const { output, exited } = start(['--zone', 'mars', sample]);
    expect(await exited).toBe(2);
    expect(output).toEqual({
      out: '',
      err: "--zone can't be “mars”. Allowed are edge, us, eu, self-hosted, device.\n",
    });
  });
});
