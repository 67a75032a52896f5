import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { zones } from '../../../../src/shared/zones';
import { CliRun, wavOf, type CliRunOptions } from '../../../support/cli-run';
import { speak } from '../../../support/coded-audio';
import { ProtocolServer } from '../../../support/protocol-server/protocol-server';

// Rule Z6 on the command line: no option, setting, profile or environment gets round the machine's policy.

const speech = speak(['Hello there, everybody.'], { wordMs: 100, gapMs: 20, pauseMs: 600 });

let cloud: ProtocolServer;
let own: ProtocolServer;
let cli: CliRun;
let wav: string;

beforeAll(async () => {
  cloud = await ProtocolServer.start();
  own = await ProtocolServer.start({ key: 'self-hosted', plain: true });
});
afterAll(async () => {
  await cloud.close();
  await own.close();
});
beforeEach(() => {
  cli = new CliRun();
  wav = join(cli.folder, 'speech.wav');
  writeFileSync(wav, wavOf([speech]));
  for (const server of [cloud, own]) {
    server.sessions.length = 0;
    server.requests.length = 0;
  }
});
afterEach(() => {
  cli.remove();
});

const ownUrl = (): string => `ws://127.0.0.1:${own.port}`;
const toOwn = (...args: string[]): string[] => ['--zone', 'self-hosted', '--pace', 'fast', ...args, wav];
const online = (): CliRunOptions => ({
  apiKey: cloud.key,
  network: { dial: cloud.dial, extraCaFile: cloud.caFile },
});
const policy = (value: object): void => {
  writeFileSync(cli.policyFile, JSON.stringify(value));
};
const settings = (value: object, profile = cli.profile): void => {
  mkdirSync(profile, { recursive: true });
  writeFileSync(join(profile, 'settings.json'), JSON.stringify(value));
};
const modelsAsked = (server: ProtocolServer): (string | null)[] =>
  server.sessions.map(({ query }) => query.get('speech_model'));
const nothingWasSent = (): void => {
  expect([...cloud.requests, ...own.requests]).toEqual([]);
  // Not even begun: there is no transcript of it.
  expect(existsSync(join(cli.profile, 'transcripts'))).toBe(false);
};

describe('5, and nothing sent, where the policy forbids', () => {
  it.each([
    ['the zone of --zone', { zones: ['eu'] }, ['--zone', 'us'], {}, 'zone us; allowed: eu'],
    ['the zone of the settings', { zones: ['eu'] }, [], { zone: 'us' }, 'zone us; allowed: eu'],
    [
      'another zone than the locked one',
      { zones: ['eu', 'us'], lock: ['zone'] },
      ['--zone', 'us'],
      {},
      'zone us; allowed: eu',
    ],
    [
      'the model of --model',
      { models: ['universal-3-5-pro'] },
      ['--zone', 'eu', '--model', 'universal-3-6-pro'],
      {},
      'model universal-3-6-pro; allowed: universal-3-5-pro',
    ],
    [
      'every model of the zone',
      { models: ['universal-3-5-pro'] },
      ['--zone', 'device'],
      {},
      'zone device; allowed: edge, us, eu, self-hosted',
    ],
    [
      'another model than the locked one',
      { lock: ['models'] },
      ['--zone', 'eu', '--model', 'universal-3-5-pro'],
      {},
      'model universal-3-5-pro; allowed: universal-3-6-pro',
    ],
    [
      'the server of --url',
      { selfHostedUrl: 'wss://captions.example.org' },
      ['--zone', 'self-hosted', '--url', 'wss://elsewhere.example.org'],
      {},
      'server wss://elsewhere.example.org/v3/ws; allowed: wss://captions.example.org/v3/ws',
    ],
    ['--no-save', { saveTranscripts: true }, ['--zone', 'eu', '--no-save'], {}, 'not keeping the transcript'],
  ])('%s', async (_what, rules, args, chosen, detail) => {
    policy(rules);
    settings(chosen);
    expect(await cli.run([...args, wav], online())).toBe(5);
    expect(cli.err).toContain(`Your organisation's policy does not allow this (${detail}).`);
    nothingWasSent();
  });

  it('it in any profile and whatever the environment says', async () => {
    policy({ zones: ['eu'] });
    const profile = join(cli.folder, 'my-own-profile');
    settings({ zone: 'us' }, profile);
    writeFileSync(join(profile, 'policy.json'), '{}');
    vi.stubEnv('ProgramData', profile);
    vi.stubEnv('SOTTO_POLICY', join(profile, 'policy.json'));
    expect(await cli.run(['--profile', profile, wav], online())).toBe(5);
    vi.unstubAllEnvs();
    nothingWasSent();
  });

  it.each([
    ['{\n  "zones": ["eu"],\n  "colour": "red"\n}', 3, 'colour'],
    ['{\n  "retentionDays": -1\n}', 2, 'retentionDays'],
    ['{"zones": ["eu"', 1, 'JSON'],
  ])('everything, as it is not understood: %j', async (text, line, detail) => {
    writeFileSync(cli.policyFile, text);
    expect(await cli.run(['--zone', 'device', wav], online())).toBe(5);
    expect(cli.err).toContain(`${cli.policyFile} can't be read at line ${line}`);
    expect(cli.err).toContain(detail);
    nothingWasSent();
  });
});

describe('what the policy decides', () => {
  it('is the model, where the one of the settings is forbidden', async () => {
    policy({ models: ['universal-streaming-english', 'universal-3-5-pro'] });
    settings({ zone: 'eu', models: { eu: 'universal-3-6-pro' } });
    expect(await cli.run([wav], online())).toBe(0);
    expect(modelsAsked(cloud)).toEqual(['universal-streaming-english']);
  });

  it('is the zone, where it is locked, though the settings name another or are of no use', async () => {
    policy({ zones: ['eu', 'us'], lock: ['zone'] });
    settings({ zone: 'us' });
    expect(await cli.run([wav], online())).toBe(0);
    writeFileSync(join(cli.profile, 'settings.json'), '{"zone": "us"');
    expect(await cli.run([wav], online())).toBe(0);
    expect(cloud.requests).toEqual(
      ['eu', 'eu'].map((zone) => new URL(zones[zone as 'eu'].socketUrl ?? '').host),
    );
  });

  it('is the server, whatever the settings name', async () => {
    policy({ selfHostedUrl: ownUrl() });
    settings({ selfHosted: { url: 'ws://192.0.2.1', allowInsecure: true } });
    expect(await cli.run(toOwn())).toBe(0);
    expect(await cli.run(toOwn('--url', `${ownUrl()}/v3/ws`))).toBe(0);
    expect(own.sessions).toHaveLength(2);
  });

  it('is that nothing is kept, though the settings would', async () => {
    policy({ saveTranscripts: false });
    settings({ transcripts: { save: true } });
    expect(await cli.run(toOwn('--url', ownUrl()))).toBe(0);
    expect(readdirSync(cli.profile)).toEqual(['settings.json']);
  });

  it('is that a transcript is kept, though the settings would not', async () => {
    policy({ saveTranscripts: true });
    settings({ transcripts: { save: false } });
    expect(await cli.run(toOwn('--url', ownUrl()))).toBe(0);
    expect(readdirSync(join(cli.profile, 'transcripts'))).toHaveLength(1);
  });

  it('is how long transcripts are kept', async () => {
    policy({ retentionDays: 30 });
    const transcripts = join(cli.profile, 'transcripts');
    mkdirSync(transcripts, { recursive: true });
    for (const id of ['2026-10-23-090000-001', '2026-10-24-090000-001']) {
      writeFileSync(join(transcripts, `${id}.jsonl`), '');
    }
    const world = { now: () => new Date('2026-11-22T10:00:00Z') };
    expect(await cli.run(toOwn('--url', ownUrl()), world)).toBe(0);
    expect(readdirSync(transcripts)).toEqual(['2026-10-24-090000-001.jsonl', '2026-11-22-100000-001.jsonl']);
  });
});

describe('a policy that changes during a run', () => {
  it('is asked for each connection, whoever watches the file', async () => {
    own.next('127.0.0.1', { kind: 'drop', afterMs: 600 });
    const args = ['--zone', 'self-hosted', '--url', ownUrl(), '--format', 'jsonl', '-'];
    const running = cli.run(args, { watchPolicy: () => () => undefined });
    cli.stdin.write(speech.subarray(0, 16_000));
    await vi.waitFor(() => {
      expect(cli.out).toContain('"state":"live"');
    }, 10_000);
    policy({ zones: ['eu'] });
    cli.stdin.write(speech.subarray(16_000));
    expect(await running).toBe(5);
    expect(cli.err).toContain('zone self-hosted; allowed: eu');
    expect(own.sessions).toHaveLength(1);
  });

  it.each([
    ['forbids its zone', '{"zones": ["eu"]}', 'policy has changed (zone self-hosted; allowed: eu)'],
    [
      'names another server',
      '{"selfHostedUrl": "wss://x.example.org"}',
      'policy has changed (server ws://127',
    ],
    ['is not understood', '{"zones"', "can't be read at line 1"],
  ])('ends it with 5 where it %s, and keeps what was said', async (_what, text, sentence) => {
    const running = cli.run(['--zone', 'self-hosted', '--url', ownUrl(), '--format', 'jsonl', '-']);
    cli.stdin.write(speech);
    await vi.waitFor(() => {
      expect(cli.out).toContain('"final":true');
    }, 10_000);
    writeFileSync(cli.policyFile, text);
    expect(await running).toBe(5);
    expect(cli.err).toContain(sentence);
    expect(cli.events.at(-1)?.event).toBe('end');
    expect(own.openSessions).toBe(0);
    expect(existsSync(join(cli.profile, 'transcripts'))).toBe(true);
  });
});
