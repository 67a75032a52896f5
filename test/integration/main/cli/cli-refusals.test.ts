import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { zones } from '../../../../src/shared/zones';
import { CliRun, wavOf, type CliRunOptions } from '../../../support/cli-run';
import { speak } from '../../../support/coded-audio';
import { ProtocolServer } from '../../../support/protocol-server/protocol-server';

const sentences = ['Hello there, everybody.', 'This is the second turn.'];
const speech = speak(sentences, { wordMs: 100, gapMs: 20, pauseMs: 600 });
const hostOf = (zone: 'edge' | 'us' | 'eu'): string => new URL(zones[zone].socketUrl ?? '').hostname;

/** Answers for the cloud zones, as they would. */
let cloud: ProtocolServer;
/** A person's own server. */
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
  cloud.sessions.length = 0;
  own.sessions.length = 0;
});
afterEach(() => {
  cli.remove();
});

const ownServer = (): string[] => [
  '--zone',
  'self-hosted',
  '--url',
  `ws://127.0.0.1:${own.port}`,
  '--pace',
  'fast',
];
const online = (): CliRunOptions => ({
  apiKey: cloud.key,
  network: { dial: cloud.dial, extraCaFile: cloud.caFile },
});
const settings = (value: object): void => {
  mkdirSync(cli.profile, { recursive: true });
  writeFileSync(join(cli.profile, 'settings.json'), JSON.stringify(value));
};
const policy = (value: string): void => {
  writeFileSync(cli.policyFile, value);
};

describe('exit codes', () => {
  it('2 where a WAV file comes on stdin', async () => {
    cli.stdin.end(wavOf([speech]));
    expect(await cli.run([...ownServer(), '-'])).toBe(2);
    expect(cli.err).toContain("stdin can't be read as audio");
  });

  it.each([
    ['3: key missing', ['--zone', 'eu'], {}, 3, 'ASSEMBLYAI_API_KEY'],
    ['3: key malformed', ['--zone', 'eu'], { apiKey: 'two\nlines' }, 3, 'not an AssemblyAI key'],
    ['3: key refused', ['--zone', 'eu'], { apiKey: 'wrong' }, 3, 'refused the key'],
    ['2: split of a mono file', ['--channels', 'split'], {}, 2, 'one channel'],
    ['2: fast to a cloud', ['--zone', 'us', '--pace', 'fast'], {}, 2, '--pace fast'],
    ['2: URL of a cloud zone', ['--zone', 'us', '--url', 'wss://x'], {}, 2, '--url'],
    ['2: no file for --ca', ['--zone', 'self-hosted', '--url', 'wss://x', '--ca', '/none'], {}, 2, '--ca'],
    ['2: no address', ['--zone', 'self-hosted', '--url', 'my server'], {}, 2, 'not a server address'],
    ['5: unencrypted server', ['--zone', 'self-hosted', '--url', 'ws://192.0.2.1'], {}, 5, 'not encrypted'],
    ['2: model of another zone', ['--model', 'moonshine-tiny', '--zone', 'eu'], {}, 2, "doesn't offer"],
  ])('%s', async (_what, args, world, code, sentence) => {
    expect(await cli.run([...args, wav], { ...online(), apiKey: undefined, ...world })).toBe(code);
    expect(cli.err).toContain(sentence);
    expect(cli.err).not.toMatch(/\n\s+at /);
  });

  it('4 for a zone that stays unreachable, after trying that long', async () => {
    const nowhere = await ProtocolServer.start({ plain: true });
    const { port } = nowhere;
    await nowhere.close();
    const args = [
      '--zone',
      'self-hosted',
      '--url',
      `ws://127.0.0.1:${port}`,
      '--give-up',
      '0.3',
      '--format',
      'jsonl',
    ];
    expect(await cli.run([...args, wav])).toBe(4);
    expect(cli.err).toContain(`127.0.0.1:${port} gave no captions after 0.3 seconds`);
    expect(cli.events.at(-1)).toMatchObject({ event: 'end', turns: 0 });
    expect(cli.events.at(-1)?.['lostMs']).toBeGreaterThan(0);
    const ended = cli.events.find(({ state }) => state === 'ended');
    expect(Object.keys(ended ?? {}).at(-1)).toBe('message');
    expect(ended?.['message']).not.toContain('keeps trying');
  });

  it('5 for a server that cannot prove who it is, 0 where its authority is given', async () => {
    const secure = await ProtocolServer.start({ key: 'self-hosted', hosts: ['localhost'] });
    const args = ['--zone', 'self-hosted', '--url', `wss://localhost:${secure.port}`, '--pace', 'fast', wav];
    const network = { dial: secure.dial };
    expect(await cli.run(args, { network })).toBe(5);
    expect(cli.err).toContain('could not prove who it is');
    expect(secure.sessions).toEqual([]);
    expect(await cli.run(['--ca', secure.caFile, ...args], { network })).toBe(0);
    expect(cli.out).toContain(sentences.join('\n'));
    await secure.close();
  });

  it('6 where the server refuses the session', async () => {
    own.next('127.0.0.1', { kind: 'error', code: 3006, text: 'Invalid speech_model' });
    expect(await cli.run([...ownServer(), wav])).toBe(6);
    expect(cli.err).toContain('Invalid speech_model');
  });

  it.skipIf(process.platform !== 'linux')(
    '2 where the output can no longer be written, and the session is not left open',
    async () => {
      expect(await cli.run([...ownServer(), '--format', 'jsonl', '--out', '/dev/full', wav])).toBe(2);
      expect(cli.err).toContain('/dev/full');
      expect(own.openSessions).toBe(0);
    },
  );

  it('2 before anything is sent, where a file would be overwritten by another', async () => {
    expect(await cli.run([...ownServer(), '--out', wav, wav])).toBe(2);
    expect(cli.err).toContain('--out names the same file as INPUT');
    expect(own.sessions).toHaveLength(0);
  });
});

describe('the zone', () => {
  const short = ['--format', 'jsonl'];

  it('is the setting, and its host alone is asked', async () => {
    settings({ zone: 'eu' });
    expect(await cli.run([...short, wav], online())).toBe(0);
    expect(new Set(cloud.sessions.map(({ host }) => host))).toEqual(new Set([hostOf('eu')]));
  });

  it('is Edge Routing with a key and nothing chosen, this device without a key', async () => {
    expect(await cli.run([...short, wav], online())).toBe(0);
    expect(cloud.sessions[0]?.host).toBe(hostOf('edge'));
    cli.out = '';
    await cli.run([...short, wav]);
    expect(cli.events[0]).toMatchObject({ event: 'session', zone: 'device' });
    expect(cloud.sessions).toHaveLength(1);
  });

  it("is the policy's first where nothing is chosen", async () => {
    policy('{"zones": ["eu", "device"]}');
    expect(await cli.run([...short, wav], online())).toBe(0);
    expect(cloud.sessions.map(({ host }) => host)).toEqual([hostOf('eu')]);
  });

  it.each([
    ['an option', ['--zone', 'us'], {}],
    ['a setting', [], { zone: 'us' }],
  ])('is refused where the policy forbids it and %s asks for it', async (_what, args, chosen) => {
    policy('{"zones": ["eu"]}');
    settings(chosen);
    expect(await cli.run([...args, wav], online())).toBe(5);
    expect(cli.err).toContain('zone us; allowed: eu');
    expect(cloud.sessions).toEqual([]);
  });

  it('is none at all under a policy that is not understood', async () => {
    policy('{\n  "zones": ["mars"]\n}');
    expect(await cli.run(['--zone', 'device', wav], online())).toBe(5);
    expect(cli.err).toContain(`${cli.policyFile} can't be read at line 2`);
  });

  it('is not guessed where the settings broke: nothing is sent', async () => {
    mkdirSync(cli.profile);
    writeFileSync(join(cli.profile, 'settings.json'), '{"zone":"eu"');
    expect(await cli.run([wav], online())).toBe(2);
    expect(cli.err).toContain('--zone');
    expect(cloud.sessions).toEqual([]);
    expect(readdirSync(cli.profile).join()).toMatch(/^settings\.corrupt-/);
  });

  it("takes the setting's consent to an unencrypted server for that server only", async () => {
    settings({ zone: 'self-hosted', selfHosted: { url: 'ws://192.0.2.1', allowInsecure: true } });
    expect(await cli.run(['--url', 'ws://192.0.2.2', wav])).toBe(5);
    expect(await cli.run(['--give-up', '0', wav], { network: { dial: own.dial } })).not.toBe(5);
  });
});
