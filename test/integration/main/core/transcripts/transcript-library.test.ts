import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TranscriptJournal } from '../../../../../src/main/core/transcripts/transcript-journal';
import { TranscriptLibrary } from '../../../../../src/main/core/transcripts/transcript-library';
import { inEnglish } from '../../../../../src/shared/locales/locales';
import { createMessages } from '../../../../../src/shared/locales/messages';
import { ProblemError } from '../../../../../src/shared/problems';
import type { SessionReceipt } from '../../../../../src/shared/session-receipt';

let folder: string;
let live: string | undefined;
let library: TranscriptLibrary;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sotto-library-'));
  live = undefined;
  library = new TranscriptLibrary(
    folder,
    () => createMessages(inEnglish),
    () => live,
  );
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const receipt: SessionReceipt = {
  zone: 'eu',
  host: 'streaming.eu.example',
  channel: 'you',
  beganAt: '2026-11-22T09:00:00.000Z',
  audioMsSent: 2500,
  audioBytesSent: 80_000,
  appVersion: '0.1.0',
};

async function record(startedAt: string, texts: string[], ended = true): Promise<string> {
  const journal = new TranscriptJournal({
    folder,
    startedAt: new Date(startedAt),
    appVersion: '0.1.0',
    report: (problem) => {
      throw new ProblemError(problem.code, problem.params);
    },
  });
  journal.zone({ zone: 'eu', host: 'streaming.eu.example', atMs: 0 });
  texts.forEach((text, index) => {
    journal.caption({
      channel: index % 2 ? 'others' : 'you',
      turn: index + 1,
      text,
      final: true,
      startMs: index * 1000,
      endMs: index * 1000 + 800,
    });
  });
  journal.receipt(receipt);
  await journal.close(texts.length * 1000);
  const id = journal.id ?? '';
  if (!ended) {
    const file = join(folder, `${id}.jsonl`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\{"type":"end".*\n/, ''));
  }
  return id;
}

const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
  );

describe('TranscriptLibrary', () => {
  it('lists what was recorded, newest first', async () => {
    const older = await record('2026-11-21T09:00:00Z', ['Good morning.', 'Morning!']);
    const newer = await record('2026-11-22T09:00:00Z', ['Is anybody there?'], false);
    writeFileSync(join(folder, 'notes.txt'), 'not ours');
    expect(await library.list()).toEqual([
      {
        id: newer,
        startedAt: '2026-11-22T09:00:00.000Z',
        durationMs: 800,
        zones: ['eu'],
        turns: 1,
        preview: 'Is anybody there?',
        interrupted: true,
      },
      {
        id: older,
        startedAt: '2026-11-21T09:00:00.000Z',
        durationMs: 2000,
        zones: ['eu'],
        turns: 2,
        preview: 'Good morning. Morning!',
        interrupted: false,
      },
    ]);
  });

  it('names the speakers that were corrected later', async () => {
    const id = await record('2026-11-22T09:00:00Z', ['Who is this?', 'Me.']);
    const file = join(folder, `${id}.jsonl`);
    const corrected = JSON.stringify({ type: 'speaker', channel: 'you', turn: 1, speaker: 'B' });
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('{"type":"receipt"', `${corrected}\n{"type":"receipt"`),
    );
    const { entries, brokenLines } = await library.read(id);
    expect(brokenLines).toBe(0);
    expect(entries.filter(({ type }) => type === 'caption')).toMatchObject([
      { turn: 1, text: 'Who is this?', speaker: 'B' },
      { turn: 2, text: 'Me.' },
    ]);
    expect(entries).toHaveLength(3);
  });

  it('does not call the conversation being written interrupted', async () => {
    live = await record('2026-11-22T09:00:00Z', ['Still talking'], false);
    expect((await library.list())[0]?.interrupted).toBe(false);
    live = undefined;
    expect((await library.list())[0]?.interrupted).toBe(true);
  });

  it('sees a file that grew since the last list', async () => {
    const id = await record('2026-11-22T09:00:00Z', ['One.'], false);
    await library.list();
    const line = { type: 'caption', channel: 'you', turn: 2, text: 'Two.', startMs: 900, endMs: 1700 };
    appendFileSync(join(folder, `${id}.jsonl`), `${JSON.stringify(line)}\n`);
    expect((await library.list())[0]).toMatchObject({ turns: 2, preview: 'One. Two.', durationMs: 1700 });
  });

  it('is empty where nothing was ever kept', async () => {
    expect(await new TranscriptLibrary(join(folder, 'none'), () => createMessages(inEnglish)).list()).toEqual(
      [],
    );
  });

  it('skips and counts lines it does not understand, and reads the rest', async () => {
    const id = await record('2026-11-22T09:00:00Z', ['Kept.'], false);
    appendFileSync(
      join(folder, `${id}.jsonl`),
      '{"type":"bookmark","atMs":5}\n\nnot json\n{"type":"caption","channel":"you"}\n{"type":"cap',
    );
    const transcript = await library.read(id);
    expect(transcript.brokenLines).toBe(3);
    expect(transcript.entries.map((entry) => entry.type)).toEqual(['zone', 'caption']);
    expect(transcript.summary.interrupted).toBe(true);
  });

  it('reads a file without a header by its name', async () => {
    writeFileSync(join(folder, '2026-11-20-101112-001.jsonl'), '{"type":"end","durationMs":5}\n');
    expect((await library.list())[0]).toMatchObject({ startedAt: '2026-11-20T10:11:12.000Z', durationMs: 5 });
  });

  it('gives the entries in the order they were said', async () => {
    const id = await record('2026-11-22T09:00:00Z', ['a', 'b'], false);
    const late = { type: 'caption', channel: 'others', turn: 1, text: 'first', startMs: 10, endMs: 500 };
    appendFileSync(join(folder, `${id}.jsonl`), `${JSON.stringify(late)}\n`);
    const texts = (await library.read(id)).entries.flatMap((entry) =>
      entry.type === 'caption' ? [entry.text] : [],
    );
    expect(texts).toEqual(['a', 'first', 'b']);
  });

  it('keeps the receipts of the sessions', async () => {
    const id = await record('2026-11-22T09:00:00Z', ['a']);
    expect(await library.receipts(id)).toEqual({ receipts: [receipt], chain: { state: 'intact' } });
  });

  it('tells the last state of each receipt, and reads what was written before lines were linked', async () => {
    const lines = [
      { type: 'header', version: 1, startedAt: '2026-11-20T10:11:12.000Z', appVersion: '0.1.0' },
      { type: 'receipt', receipt },
      { type: 'receipt', receipt: { ...receipt, channel: 'others' } },
    ];
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(join(folder, '2026-11-20-101112-001.jsonl'), text);
    expect(await library.receipts('2026-11-20-101112-001')).toEqual({
      receipts: [receipt, { ...receipt, channel: 'others' }],
      chain: { state: 'unchained' },
    });
    expect((await library.read('2026-11-20-101112-001')).brokenLines).toBe(0);

    const id = await record('2026-11-22T09:00:00Z', ['a']);
    const file = join(folder, `${id}.jsonl`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"text":"a"', '"text":"b"'));
    expect(await library.receipts(id)).toMatchObject({ chain: { state: 'broken', line: 3 } });
    expect(await codeOf(library.receipts('2026-11-22-999999-001'))).toBe('transcript-not-found');
  });

  it('deletes what began too long ago, removed or not, and never what is being written', async () => {
    const old = await record('2026-10-01T09:00:00Z', ['old']);
    const removed = await record('2026-10-02T09:00:00Z', ['removed']);
    live = await record('2026-10-03T09:00:00Z', ['live']);
    const young = await record('2026-11-22T09:00:00Z', ['young']);
    await library.remove(removed);
    writeFileSync(join(folder, 'notes.txt'), 'not ours');
    expect(await library.deleteBefore(new Date('2026-11-22T09:00:00Z'))).toBe(2);
    expect((await library.list()).map(({ id }) => id)).toEqual([young, live]);
    expect(await codeOf(library.read(old))).toBe('transcript-not-found');
    expect(await codeOf(library.restore(removed))).toBe('transcript-not-found');
    expect(readdirSync(folder)).toContain('notes.txt');
  });

  it('removes, brings back, and forgets for good', async () => {
    const id = await record('2026-11-22T09:00:00Z', ['a']);
    await library.remove(id);
    expect(await library.list()).toEqual([]);
    expect(await codeOf(library.read(id))).toBe('transcript-not-found');
    await library.restore(id);
    expect(await library.list()).toHaveLength(1);
    await library.remove(id);
    await library.emptyTrash();
    expect(await codeOf(library.restore(id))).toBe('transcript-not-found');
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['../secrets', '2026-11-22-090000-001/../x', 'trash', ''])('refuses the id %j', async (id) => {
    for (const work of [library.read(id), library.remove(id), library.restore(id)]) {
      expect(await codeOf(work)).toBe('transcript-not-found');
    }
  });

  it('exports to a file, whole or not at all', async () => {
    const id = await record('2026-11-22T09:00:00Z', ['Hello.']);
    const file = join(folder, 'out.vtt');
    writeFileSync(file, 'what was there before, and longer than what comes now'.repeat(5));
    await library.export(id, 'vtt', file);
    expect(readFileSync(file, 'utf8')).toBe('WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v You>Hello.</v>\n');
    mkdirSync(join(folder, 'taken'));
    expect(await codeOf(library.export(id, 'txt', join(folder, 'taken')))).toBe('export-failed');
    expect(await codeOf(library.export(id, 'txt', join(folder, 'nowhere', 'a.txt')))).toBe('export-failed');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
