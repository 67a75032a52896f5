import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ChainReader, withLink } from '../../../../src/main/core/receipts/chained-lines';
import { TranscriptLibrary } from '../../../../src/main/core/transcripts/transcript-library';
import { inEnglish } from '../../../../src/shared/locales/locales';
import { createMessages } from '../../../../src/shared/locales/messages';
import { CliRun, wavOf } from '../../../support/cli-run';
import { speak } from '../../../support/coded-audio';
import { ProtocolServer } from '../../../support/protocol-server/protocol-server';

// Rule Z7: receipts of a real run, verified as they are and after somebody had a hand in them.

let server: ProtocolServer;
/** The run whose files each test gets a copy of. */
let recorded: CliRun;
let cli: CliRun;
let receipts: string;
let transcript: string;

beforeAll(async () => {
  server = await ProtocolServer.start();
  recorded = new CliRun();
  const wav = join(recorded.folder, 'call.wav');
  const one = speak(['Hello there, everybody.'], { wordMs: 100, gapMs: 20, pauseMs: 600 });
  const other = speak(['Good morning to you.'], { wordMs: 100, gapMs: 20, pauseMs: 600 });
  writeFileSync(wav, wavOf([one, other]));
  const file = join(recorded.folder, 'receipts.json');
  const args = ['--zone', 'eu', '--channels', 'split', '--receipt', file, wav];
  const network = { dial: server.dial, extraCaFile: server.caFile };
  expect(await recorded.run(args, { apiKey: server.key, network })).toBe(0);
});
afterAll(async () => {
  recorded.remove();
  await server.close();
});
beforeEach(() => {
  cli = new CliRun();
  receipts = join(cli.folder, 'receipts.json');
  copyFileSync(join(recorded.folder, 'receipts.json'), receipts);
  const folder = join(recorded.profile, 'transcripts');
  const [name = ''] = readdirSync(folder);
  mkdirSync(join(cli.profile, 'transcripts'), { recursive: true });
  transcript = join(cli.profile, 'transcripts', name);
  copyFileSync(join(folder, name), transcript);
});
afterEach(() => {
  cli.remove();
});

const verify = async (file = receipts, ...more: string[]): Promise<number> => {
  cli.out = '';
  cli.err = '';
  return cli.run(['--verify-receipt', file, ...more]);
};
const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');
const writeLines = (file: string, lines: readonly string[]): void => {
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
};
/** Somebody who knows how links are made: every line changed as wished, the whole chain computed anew. */
const forge = (file: string, change: (line: string) => string): void => {
  let link = '';
  const forged = linesOf(file).map((line) => {
    const bare = change(line.replace(/,"link":"\w+"\}$/, '}'));
    const linked = withLink(bare, link);
    link = linked.link;
    return linked.text;
  });
  writeLines(file, forged);
};
type Entry = Record<string, unknown>;
const entries = (): Entry[] => JSON.parse(readFileSync(receipts, 'utf8')) as Entry[];

describe('receipts of a run', () => {
  it('have what the zone’s promise can be proven with', () => {
    const taken = entries();
    expect(taken.map(({ channel }) => channel).sort()).toEqual(['others', 'you']);
    for (const entry of taken) {
      expect(entry).toMatchObject({
        zone: 'eu',
        host: 'streaming.eu.assemblyai.com',
        remoteAddress: '127.0.0.1',
        tlsVersion: 'TLSv1.3',
        model: 'universal-3-6-pro',
        endReason: 'Termination',
        appVersion: '1.2.3',
      });
      expect(entry['certificateFingerprint']).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
      expect(server.sessions.map(({ id }) => id)).toContain(entry['sessionId']);
      const served = server.sessions.find(({ id }) => id === entry['sessionId']);
      expect(entry['audioBytesSent']).toBe(served?.audio.length);
      expect(entry['audioMsSent']).toBe((served?.audio.length ?? 0) / 32);
    }
  });

  it('fit: it says what was checked, and exits with 0', async () => {
    expect(await verify()).toBe(0);
    expect(cli.out).toContain(`${receipts} is a file of receipts.`);
    expect(cli.out).toContain(`Their transcript is ${transcript}.`);
    expect(cli.out).toContain("All 2 receipts are the transcript's");
    expect(cli.out).toContain('All audio went to eu (streaming.eu.assemblyai.com)');
    expect(cli.out).toMatch(/The counts agree: \d+\.\d s of audio were sent\./);
    expect(cli.out).toMatch(/Everything fits\.\n$/);
    expect(cli.out).not.toContain('DIFFERS');
    expect(cli.err).toBe('');
  });

  it('fit their transcript beside them too, and in a profile that is named', async () => {
    const beside = join(cli.folder, 'beside');
    mkdirSync(beside);
    renameSync(receipts, join(beside, 'r.json'));
    renameSync(transcript, join(beside, transcript.slice(transcript.lastIndexOf('/') + 1)));
    expect(await verify(join(beside, 'r.json'))).toBe(0);
    expect(await verify(join(recorded.folder, 'receipts.json'), '--profile', recorded.profile)).toBe(0);
  });

  it('fit as the app saves them', async () => {
    const library = new TranscriptLibrary(join(cli.profile, 'transcripts'), () => createMessages(inEnglish));
    const saved = join(cli.folder, 'saved.json');
    await library.exportReceipts(
      linesOf(transcript).length > 0 ? (entries()[0]?.['transcript'] as string) : '',
      saved,
    );
    expect(readFileSync(saved, 'utf8')).toBe(readFileSync(receipts, 'utf8'));
  });

  it('fit where the conversation went on after they were taken', async () => {
    const [header = '', ...rest] = linesOf(transcript);
    const began = rest.findIndex((line) => line.includes('"type":"receipt","session":2'));
    writeLines(transcript, [header, ...rest.slice(0, began + 1)]);
    const library = new TranscriptLibrary(join(cli.profile, 'transcripts'), () => createMessages(inEnglish));
    await library.exportReceipts(entries()[0]?.['transcript'] as string, receipts);
    writeLines(transcript, [header, ...rest]);
    expect(await verify()).toBe(0);
    expect(cli.out).toContain('The conversation went on after these receipts were taken.');
  });

  it('without a transcript fit each other, and it says that there is nothing more to compare', async () => {
    const noTranscript = entries().map(
      ({ transcript: _t, line: _l, lineLink: _ll, link: _link, ...receipt }) => receipt,
    );
    let link = '';
    const linked = noTranscript.map((receipt) => {
      const one = withLink(JSON.stringify(receipt), link);
      link = one.link;
      return JSON.parse(one.text) as unknown;
    });
    writeFileSync(receipts, JSON.stringify(linked));
    expect(await verify()).toBe(0);
    expect(cli.out).toContain('nothing to compare them with');
  });
});

describe('7, and what differs, where in the receipts', () => {
  it.each([
    [
      'the zone was swapped',
      (all: Entry[]) => all.map((one) => ({ ...one, zone: 'us' })),
      [
        'Receipt 1 is not as in the transcript: zone',
        'streaming.eu.assemblyai.com is not a host of the zone us',
        'Receipt 1 doesn’t fit',
      ],
    ],
    [
      'a count was changed',
      (all: Entry[]) => all.map((one) => ({ ...one, audioBytesSent: 32 })),
      ['audioBytesSent', '32 bytes are not'],
    ],
    ['one was taken out', (all: Entry[]) => all.slice(1), ['that has no receipt here']],
    ['all were taken out', () => [], ['There is no receipt in it']],
    ['they changed places', (all: Entry[]) => all.toReversed(), ['Receipt 1 doesn’t fit']],
    ['one is there twice', (all: Entry[]) => [...all, all[0] ?? {}], ['Receipt 3 is not in the transcript']],
    [
      'the address was changed',
      (all: Entry[]) => all.map((one) => ({ ...one, remoteAddress: '192.0.2.1' })),
      ['remoteAddress'],
    ],
    [
      'a field was added',
      (all: Entry[]) => all.map(({ link, ...one }) => ({ ...one, proxy: 'none', link })),
      ['proxy'],
    ],
    [
      'one is of another transcript',
      (all: Entry[]) =>
        all.map((one, index) => (index ? { ...one, transcript: '2020-01-01-000000-001' } : one)),
      ['Receipt 2 is not in the transcript'],
    ],
  ])('%s', async (_what, change, sentences) => {
    writeFileSync(receipts, JSON.stringify(change(entries())));
    expect(await verify()).toBe(7);
    for (const sentence of sentences) expect(cli.out).toContain(sentence.replaceAll('’', "'"));
    expect(cli.out).toMatch(/Not as it should be: .*\n$/);
  });
});

describe('7, and what differs, where in the transcript', () => {
  const receiptLine = (lines: readonly string[]): number =>
    lines.findLastIndex((line) => line.includes('"receipt"'));

  it.each([
    [
      'a word was changed',
      (lines: string[]) => lines.map((line) => line.replace('Hello', 'Hallo')),
      "doesn't fit",
    ],
    [
      'a line was taken out',
      (lines: string[]) => lines.filter((line) => !line.includes('Good morning')),
      "doesn't fit",
    ],
    ['a receipt was taken out', (lines: string[]) => lines.toSpliced(receiptLine(lines), 1), "doesn't fit"],
    [
      'two lines changed places',
      ([a = '', b = '', ...rest]: string[]) => [a, ...rest.slice(0, 1), b, ...rest.slice(1)],
      "doesn't fit",
    ],
    [
      'the zone was swapped',
      (lines: string[]) => lines.map((line) => line.replaceAll('"zone":"eu"', '"zone":"us"')),
      /is not a host of the zone us|is not as in the transcript: zone/,
    ],
    [
      'the links were taken off',
      (lines: string[]) => lines.map((line) => line.replace(/,"link":"\w+"/, '')),
      "Line 1 of the transcript doesn't fit",
    ],
  ])('%s', async (_what, change, sentence) => {
    writeLines(transcript, change(linesOf(transcript)));
    for (const file of [receipts, transcript]) {
      expect(await verify(file)).toBe(7);
      expect(cli.out).toMatch(sentence);
    }
  });

  it('everything was written anew, links and all: the receipts taken before still show it', async () => {
    forge(transcript, (line) => line.replace('Hello', 'Hallo'));
    expect(await verify(transcript)).toBe(0);
    expect(await verify()).toBe(7);
    expect(cli.out).toContain('is not as in the transcript: lineLink');
  });

  it('sessions were left out or made to have sent less than was captioned', async () => {
    forge(transcript, (line) =>
      line.replace(/"audioMsSent":[\d.]+,"audioBytesSent":\d+/, '"audioMsSent":10,"audioBytesSent":320'),
    );
    const speech = linesOf(transcript).map((line) => line.replace(/"endMs":\d+/, '"endMs":60000'));
    writeLines(transcript, speech);
    expect(await verify(transcript)).toBe(7);
    expect(cli.out).toContain('s of speech are captioned, but only 0.0 s were sent');
    forge(transcript, (line) => (line.includes('"type":"zone"') ? '{"type":"note"}' : line));
    expect(await verify(transcript)).toBe(7);
    expect(cli.out).toContain("doesn't say that the voice went to eu (streaming.eu.assemblyai.com)");
  });

  it('a count fell, or an end came before its beginning', async () => {
    forge(transcript, (line) =>
      line
        .replace(/"audioMsSent":0,"audioBytesSent":0/, '"audioMsSent":100000,"audioBytesSent":3200000')
        .replace(/"endedAt":"\d+/, '"endedAt":"2001'),
    );
    expect(await verify(transcript)).toBe(7);
    expect(cli.out).toContain('counts less than a line of the same session before it');
    expect(cli.out).toContain('Session 1 ended before it began.');
  });

  it('is none, as it is not there', async () => {
    rmSync(transcript);
    expect(await verify()).toBe(7);
    expect(cli.out).toContain("Without it they can't be verified.");
  });
});

describe('a transcript that was cut short', () => {
  it('by a crash is no edit: what is whole fits, and it says so', async () => {
    const text = readFileSync(transcript, 'utf8').replace(/\{"type":"end".*\n$/, '');
    writeFileSync(transcript, text.slice(0, -30));
    expect(await verify(transcript)).toBe(0);
    expect(cli.out).toContain('The transcript has no end');
  });
});

describe('a transcript from before lines were linked', () => {
  it('is read, and it says that an edit would not show', async () => {
    const old = linesOf(transcript)
      .map((line) =>
        line
          .replace(/,"link":"\w+"/, '')
          .replace('"version":2', '"version":1')
          .replace(/"session":\d,/, ''),
      )
      // Receipts were written once, at the end.
      .filter((line) => !line.includes('"receipt"') || line.includes('endReason'));
    writeLines(transcript, old);
    expect(await verify(transcript)).toBe(0);
    expect(cli.out).toContain('made before its lines were linked');
  });
});

describe('2 for what is no receipt', () => {
  it.each([
    ['a file that is not there', undefined, 'no such file'],
    ['text', 'hello', 'not valid JSON'],
    ['another JSON', '{"a":1}', 'expected array'],
    ['a list of something else', '[{"zone":"mars"}]', '[0].zone'],
  ])('%s', async (_what, text, sentence) => {
    const file = join(cli.folder, 'other.json');
    if (text !== undefined) writeFileSync(file, text);
    expect(await verify(file)).toBe(2);
    expect(cli.err).toContain(`--verify-receipt: ${file} can't be read`);
    expect(cli.err).toContain(sentence);
    expect(cli.err).not.toMatch(/\n\s+at /);
  });

  it('an id that is a path leads nowhere', async () => {
    copyFileSync(transcript, join(cli.profile, 'elsewhere.jsonl'));
    const all = entries().map((one) => ({ ...one, transcript: '../elsewhere' }));
    writeFileSync(receipts, JSON.stringify(all));
    expect(await verify()).toBe(7);
    expect(cli.out).toContain("can't be verified");
  });
});

it('writes a transcript whose every line is linked', () => {
  const chain = new ChainReader();
  for (const line of linesOf(transcript)) chain.take(line);
  expect(chain.state(false, false)).toEqual({ state: 'intact' });
});
