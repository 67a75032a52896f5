import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerJson, BrokerServer } from '../../../support/broker-server';
import { CliRun, wavOf } from '../../../support/cli-run';
import { speak } from '../../../support/coded-audio';
import { ProtocolServer } from '../../../support/protocol-server/protocol-server';

const sentences = ['Hello there, everybody.', 'This is the second turn.'];
const speech = speak(sentences, { wordMs: 100, gapMs: 20, pauseMs: 600 });

/** A person's own server. */
let own: ProtocolServer;
let cli: CliRun;
let wav: string;

beforeAll(async () => {
  own = await ProtocolServer.start({ key: 'self-hosted', plain: true });
});
afterAll(async () => {
  await own.close();
});
beforeEach(() => {
  cli = new CliRun();
  wav = join(cli.folder, 'speech.wav');
  writeFileSync(wav, wavOf([speech]));
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
const settings = (value: object): void => {
  mkdirSync(cli.profile, { recursive: true });
  writeFileSync(join(cli.profile, 'settings.json'), JSON.stringify(value));
};
const finals = (channel = 'you'): unknown[] =>
  cli.events
    .filter((event) => event.event === 'caption' && event['final'] === true && event['channel'] === channel)
    .map((event) => event['text'])
    .filter((text) => text !== '');
const keptTranscript = (): string => {
  const folder = join(cli.profile, 'transcripts');
  const [name = ''] = readdirSync(folder);
  return readFileSync(join(folder, name), 'utf8');
};

describe('captions of a file', () => {
  it('come as JSON lines of the documented shape, and the audio arrives bit for bit', async () => {
    expect(await cli.run([...ownServer(), '--format', 'jsonl', wav])).toBe(0);
    expect(finals()).toEqual(sentences);
    const { events } = cli;
    expect(events.filter(({ event }) => event === 'session').map(({ state }) => state)).toEqual([
      'connecting',
      'live',
      'ended',
    ]);
    const live = events.find(({ state }) => state === 'live');
    expect(Object.keys(live ?? {})).toEqual(['event', 'state', 'zone', 'host', 'sessionId', 'channel']);
    expect(live).toMatchObject({ zone: 'self-hosted', host: `127.0.0.1:${own.port}`, channel: 'you' });
    const caption = events.find(({ event }) => event === 'caption');
    expect(Object.keys(caption ?? {}).filter((key) => key !== 'latencyMs')).toEqual([
      'event',
      'channel',
      'turn',
      'text',
      'final',
      'startMs',
      'endMs',
    ]);
    const end = events.at(-1);
    expect(Object.keys(end ?? {})).toEqual([
      'event',
      'audioMs',
      'sentMs',
      'lostMs',
      'turns',
      'reconnects',
      'zone',
    ]);
    expect(end).toMatchObject({ event: 'end', lostMs: 0, turns: 2, reconnects: 0, zone: 'self-hosted' });
    expect(own.sessions[0]?.audio.subarray(0, speech.length).equals(speech)).toBe(true);
    expect(own.sessions[0]?.isTerminated).toBe(true);
  });

  it('come as finals only where they are piped', async () => {
    expect(await cli.run([...ownServer(), wav])).toBe(0);
    expect(cli.out).toBe(`${sentences.join('\n')}\n`);
    expect(cli.err).toContain('Your voice goes to: Your server');
  });

  it('come live on a terminal: one line rewritten, finals left standing', async () => {
    expect(await cli.run([...ownServer(), wav], { terminal: { columns: 12 } })).toBe(0);
    const shown = cli.out.split('\r\x1b[2K');
    expect(shown).toContain(`${sentences[0]}\n`);
    expect(shown.some((line) => line !== '' && !line.endsWith('\n'))).toBe(true);
    for (const line of shown.filter((text) => !text.endsWith('\n'))) expect(line.length).toBeLessThan(12);
    expect(shown.at(-1)).toBe('');
  });

  it.each([
    ['srt', /^1\n00:00:00,000 --> .*\nYou: Hello there, everybody\.\n\n2\n/],
    ['vtt', /^WEBVTT\n\n00:00:00\.000 --> .*\n<v You>Hello there, everybody\.<\/v>\n/],
    ['md', /^# Conversation of [^]*\*\*You\*\* 00:00:00 {2}\nHello there, everybody\./],
    ['json', /^\{\n {2}"summary": \{[^]*"turns": 2/],
  ])('come as %s', async (format, expected) => {
    const out = join(cli.folder, `captions.${format}`);
    expect(await cli.run([...ownServer(), '--format', format, '--out', out, wav])).toBe(0);
    expect(readFileSync(out, 'utf8')).toMatch(expected);
    expect(cli.out).toBe('');
  });

  it('are kept as a transcript, with the receipts, and the receipts as a file', async () => {
    const file = join(cli.folder, 'receipts.json');
    expect(await cli.run([...ownServer(), '--receipt', file, wav])).toBe(0);
    const lines = keptTranscript()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ type }) => type).filter((type) => type !== 'receipt')).toEqual([
      'header',
      'zone',
      'caption',
      'caption',
      'end',
    ]);
    expect(lines.findLast(({ type }) => type === 'receipt')?.['receipt']).toMatchObject({
      endReason: 'Termination',
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject([
      { zone: 'self-hosted', host: `127.0.0.1:${own.port}`, channel: 'you', endReason: 'Termination' },
    ]);
  });

  it('leave nothing on disk with --no-save, nor where the settings say so', async () => {
    expect(await cli.run([...ownServer(), '--no-save', wav])).toBe(0);
    expect(existsSync(cli.profile)).toBe(false);
    settings({ transcripts: { save: false } });
    expect(await cli.run([...ownServer(), wav])).toBe(0);
    expect(readdirSync(cli.profile)).toEqual(['settings.json']);
  });

  it('split a stereo file into You and Others, a session each', async () => {
    const right = speak(['Others speak as well.'], { wordMs: 100, gapMs: 20, pauseMs: 600 });
    const stereo = join(cli.folder, 'stereo.wav');
    const longer = Buffer.concat([right, Buffer.alloc(speech.length - right.length)]);
    writeFileSync(stereo, wavOf([speech, longer]));
    expect(await cli.run([...ownServer(), '--channels', 'split', '--format', 'jsonl', stereo])).toBe(0);
    expect(finals('you')).toEqual(sentences);
    expect(finals('others')).toEqual(['Others speak as well.']);
    expect(own.sessions).toHaveLength(2);
  });

  it('keep turn ids apart over a reconnect, and say each turn once', async () => {
    own.next('127.0.0.1', { kind: 'drop', afterMs: 1500 });
    expect(await cli.run([...ownServer(), '--format', 'jsonl', wav])).toBe(0);
    expect(finals()).toEqual(sentences);
    const turns = cli.events.filter(({ final }) => final === true).map(({ turn }) => turn);
    expect(new Set(turns).size).toBe(turns.length);
    expect(cli.events.at(-1)).toMatchObject({ reconnects: 1, lostMs: 0, turns: 2 });
  });

  it('need no key where the settings name an organisation’s token service', async () => {
    const eu = 'streaming.eu.assemblyai.com';
    const cloud = await ProtocolServer.start();
    const broker = await BrokerServer.start(answerJson({ token: cloud.tokens.mint(eu) }), { plain: true });
    settings({ tokenBroker: { url: broker.url } });
    const network = {
      extraCaFile: cloud.caFile,
      dial: (host: string, port: number) => (host === eu ? cloud.dial() : { host, port }),
    };
    expect(await cli.run(['--zone', 'eu', '--format', 'jsonl', wav], { network })).toBe(0);
    expect(finals()).toEqual(sentences);
    expect(broker.asked).toEqual(['/tokens?zone=eu']);
    await broker.close();
    await cloud.close();
  });

  it('are of what is there where the file is cut short', async () => {
    writeFileSync(wav, wavOf([speech]).subarray(0, 44 + speech.length / 2 + 1));
    expect(await cli.run([...ownServer(), '--format', 'jsonl', wav])).toBe(0);
    expect(finals()[0]).toBe(sentences[0]);
  });
});

describe('speech options of the settings', () => {
  const chosen = (speechOptions: object): void => {
    settings({ speechOptions });
  };

  it('are asked for, and a speaker corrected in the end is a line of its own', async () => {
    chosen({ speaker_labels: true, keyterms_prompt: ['Sotto'] });
    expect(await cli.run([...ownServer(), '--format', 'jsonl', wav])).toBe(0);
    expect(own.sessions[0]?.query.get('keyterms_prompt')).toBe('["Sotto"]');
    const lines = cli.out.split('\n').filter((line) => line.includes('"event":"speaker"'));
    expect(lines).toEqual(['{"event":"speaker","channel":"you","turn":1,"speaker":"A"}']);
    const finalAt = cli.events.findIndex(({ turn, final }) => turn === 1 && final === true);
    expect(cli.events.findIndex(({ event }) => event === 'speaker')).toBeGreaterThan(finalAt);
    expect(keptTranscript()).toContain('{"type":"speaker","channel":"you","turn":1,"speaker":"A",');
  });

  it('name the corrected speaker in a document', async () => {
    chosen({ speaker_labels: true });
    expect(await cli.run([...ownServer(), '--format', 'json', wav])).toBe(0);
    const { entries } = JSON.parse(cli.out) as { entries: { type: string; speaker?: string }[] };
    expect(entries.filter(({ type }) => type === 'caption').map(({ speaker }) => speaker)).toEqual([
      'A',
      'B',
    ]);
  });

  it('that can’t be used are refused with the reason, and nothing is sent', async () => {
    chosen({ prompt: 'A lecture' });
    const model = ['--model', 'universal-streaming-english'];
    expect(await cli.run([...ownServer(), ...model, wav])).toBe(2);
    expect(cli.err).toContain('“prompt” doesn’t work with the model Universal Streaming English');
    chosen({ max_speakers: 0, speaker_labels: true });
    expect(await cli.run([...ownServer(), wav])).toBe(2);
    expect(cli.err).toContain('must be a whole number from 1 to 10');
    expect(own.sessions).toEqual([]);
  });
});

describe('captions of a pipe', () => {
  it('are of raw PCM', async () => {
    cli.stdin.end(speech);
    expect(await cli.run([...ownServer(), '--format', 'jsonl', '-'])).toBe(0);
    expect(finals()).toEqual(sentences);
  });

  it('stop as Stop does when interrupted: last final in, transcript kept, exit code 130', async () => {
    const running = cli.run([...ownServer(), '--format', 'jsonl', '-']);
    cli.stdin.write(speech.subarray(0, speech.length - 20_000));
    await vi.waitFor(() => {
      expect(cli.out).toContain('"text":"this is');
    });
    cli.interrupt();
    expect(await running).toBe(130);
    expect(finals()).toHaveLength(2);
    expect(cli.events.at(-1)?.event).toBe('end');
    expect(keptTranscript()).toContain(sentences[0]);
    expect(keptTranscript()).toMatch(/"type":"end".*\n$/);
    expect(own.openSessions).toBe(0);
  });
});
