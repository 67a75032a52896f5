import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChainReader } from '../../../../../src/main/core/receipts/chained-lines';
import {
  TranscriptJournal,
  type JournalFile,
  type TranscriptJournalParts,
} from '../../../../../src/main/core/transcripts/transcript-journal';
import type { Caption } from '../../../../../src/shared/captions';
import type { Problem } from '../../../../../src/shared/problems';
import type { SessionReceipt } from '../../../../../src/shared/session-receipt';

let base: string;
let folder: string;
let reported: Problem[];
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'sotto-journal-'));
  folder = join(base, 'transcripts');
  reported = [];
});
afterEach(() => {
  rmSync(base, { recursive: true });
});

const start = (parts: Partial<TranscriptJournalParts> = {}): TranscriptJournal =>
  new TranscriptJournal({
    folder,
    startedAt: new Date('2026-11-22T09:05:07.123Z'),
    appVersion: '0.1.0',
    report: (problem) => reported.push(problem),
    ...parts,
  });

const caption = (turn: number, text: string, final = true): Caption => ({
  channel: 'you',
  turn,
  text,
  final,
  startMs: turn * 1000,
  endMs: turn * 1000 + 900,
  latencyMs: 300,
});

const texts = (id = '2026-11-22-090507-001'): string[] =>
  readFileSync(join(folder, `${id}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n');

/** The lines without their links, which are found to hold. */
const linesOf = (id?: string): unknown[] => {
  const chain = new ChainReader();
  return texts(id).map((text) => {
    chain.take(text);
    expect(chain.state(false, false)).toEqual({ state: 'intact' });
    const { link: _, ...line } = JSON.parse(text) as Record<string, unknown>;
    return line;
  });
};

const header = { type: 'header', version: 2, startedAt: '2026-11-22T09:05:07.123Z', appVersion: '0.1.0' };
const kept = (turn: number, text: string): object => ({
  type: 'caption',
  channel: 'you',
  turn,
  text,
  startMs: turn * 1000,
  endMs: turn * 1000 + 900,
});

/** A disk that takes `room` bytes more, then half of a write, then nothing. */
const fullDisk =
  (room: { bytes: number }) =>
  async (path: string): Promise<JournalFile> => {
    const file = await open(path, 'wx');
    return {
      write: async (bytes: Uint8Array, offset: number, length: number, position: number) => {
        if (room.bytes <= 0)
          throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
        const written = await file.write(bytes, offset, Math.min(length, room.bytes), position);
        room.bytes -= written.bytesWritten;
        return written;
      },
      truncate: (length: number) => file.truncate(length),
      datasync: () => file.datasync(),
      close: () => file.close(),
    } as JournalFile;
  };

describe('TranscriptJournal', () => {
  it('writes each final as it comes, and an end mark', async () => {
    const journal = start();
    journal.zone({ zone: 'eu', host: 'streaming.eu.example', atMs: 0 });
    journal.caption(caption(1, 'Hello', false));
    journal.caption(caption(1, 'Hello there.'));
    journal.caption(caption(2, ''));
    journal.gap({ channel: 'others', fromMs: 100, toMs: 400 });
    // On disk before the conversation ends: a crash now would lose nothing.
    await vi.waitFor(() => {
      expect(linesOf()).toHaveLength(4);
    });
    await journal.close(2500);
    expect(linesOf()).toEqual([
      header,
      { type: 'zone', zone: 'eu', host: 'streaming.eu.example', atMs: 0 },
      kept(1, 'Hello there.'),
      { type: 'gap', channel: 'others', fromMs: 100, toMs: 400 },
      { type: 'end', durationMs: 2500 },
    ]);
    expect(journal.id).toBe('2026-11-22-090507-001');
    expect(reported).toEqual([]);
  });

  it('writes the receipt of a session as it begins, as it grows and as it ends', async () => {
    const receipt: SessionReceipt = {
      ...{ zone: 'eu', host: 'streaming.eu.example', channel: 'you', sessionId: 's1', appVersion: '0.1.0' },
      ...{ beganAt: '2026-11-22T09:05:08.000Z', audioMsSent: 0, audioBytesSent: 0 },
    };
    const written = (): unknown[] =>
      (linesOf() as { session?: number; receipt?: SessionReceipt }[]).flatMap((line) =>
        line.receipt ? [[line.session, line.receipt.audioBytesSent, line.receipt.endReason]] : [],
      );
    const journal = start({ receiptEveryMs: 5 });
    journal.receipt(receipt);
    // On disk before anything was sent, and from then on without anybody telling: a crash comes unannounced.
    await vi.waitFor(() => {
      expect(written()).toEqual([[1, 0, undefined]]);
    });
    receipt.audioBytesSent = 3200;
    await vi.waitFor(() => {
      expect(written().slice(1)).toEqual([[1, 3200, undefined]]);
    });
    journal.receipt({ ...receipt, sessionId: 's2', audioBytesSent: 0 });
    journal.receipt(
      Object.assign(receipt, { endedAt: '2026-11-22T09:06:00.000Z', endReason: 'Termination' }),
    );
    journal.receipt(receipt);
    await journal.close(60_000);
    expect(written().slice(2)).toEqual([
      [2, 0, undefined],
      [1, 3200, 'Termination'],
    ]);
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner alone', async () => {
    await start().close(0);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, '2026-11-22-090507-001.jsonl')).mode & 0o777).toBe(0o600);
  });

  it('gives two conversations of the same second a file each', async () => {
    await Promise.all([start().close(1), start().close(2)]);
    expect(readdirSync(folder).sort()).toEqual([
      '2026-11-22-090507-001.jsonl',
      '2026-11-22-090507-002.jsonl',
    ]);
  });

  it('waits out a full disk: told once, nothing lost, no half line left', async () => {
    const room = { bytes: JSON.stringify(header).length + ',"link":""'.length + 64 + 1 + 40 };
    const journal = start({ openFile: fullDisk(room), retryMs: 5 });
    await vi.waitFor(() => {
      expect(linesOf()).toEqual([header]);
    });
    for (let turn = 1; turn <= 3; turn += 1) {
      journal.caption(caption(turn, `Turn ${turn}.`));
      await vi.waitFor(() => {
        expect(reported).toHaveLength(1);
      });
    }
    expect(linesOf()).toEqual([header]);
    expect(reported).toEqual([
      { code: 'transcript-not-saved', params: { detail: 'ENOSPC: no space left on device' } },
    ]);

    room.bytes = Infinity;
    await vi.waitFor(() => {
      expect(linesOf()).toEqual([header, kept(1, 'Turn 1.'), kept(2, 'Turn 2.'), kept(3, 'Turn 3.')]);
    });

    // A second outage is told again.
    room.bytes = 0;
    journal.caption(caption(4, 'Turn 4.'));
    await vi.waitFor(() => {
      expect(reported).toHaveLength(2);
    });
    room.bytes = Infinity;
    await journal.close(5000);
    expect(linesOf().slice(4)).toEqual([kept(4, 'Turn 4.'), { type: 'end', durationMs: 5000 }]);
  });

  it('keeps at most so many lines in memory and says how many it gave up', async () => {
    writeFileSync(folder, 'in the way');
    const journal = start({ maxPending: 3, retryMs: 5 });
    for (let turn = 1; turn <= 5; turn += 1) journal.caption(caption(turn, `Turn ${turn}.`));
    await vi.waitFor(() => {
      expect(reported).toHaveLength(1);
    });
    rmSync(folder);
    await vi.waitFor(() => {
      expect(existsSync(join(folder, '2026-11-22-090507-001.jsonl'))).toBe(true);
    });
    await journal.close(6000);
    expect(linesOf()).toEqual([
      header,
      kept(3, 'Turn 3.'),
      kept(4, 'Turn 4.'),
      kept(5, 'Turn 5.'),
      { type: 'end', durationMs: 6000, unsavedEntries: 2 },
    ]);
  });

  it('ends where the folder stays unwritable', async () => {
    writeFileSync(folder, 'in the way');
    const journal = start();
    journal.caption(caption(1, 'Hello.'));
    await journal.close(1000);
    expect(reported.map((problem) => problem.code)).toEqual(['transcript-not-saved']);
    expect(readFileSync(folder, 'utf8')).toBe('in the way');
  });
});
