import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  nameSpeaker,
  type ExportFormat,
  type Transcript,
  type TranscriptEntry,
  type TranscriptSummary,
} from '../../../shared/captions';
import { ProblemError } from '../../../shared/problems';
import type { ConversationReceipts } from '../../../shared/session-receipt';
import { receiptFileOf, receiptsTaken } from '../receipts/receipt-file';
import { lastStates, readTranscriptReceipts, type TranscriptReceipts } from '../receipts/transcript-receipts';
import { exportTranscript, type ExportMessages } from './transcript-export';
import {
  parseTranscriptLine,
  type TranscriptEnd,
  type TranscriptHeader,
  type TranscriptLine,
} from './transcript-lines';
import { byTime, startedAtOf, summarise } from './transcript-summary';
import { writeWholeFile } from './write-whole-file';

/** Where a profile keeps its transcripts. */
export const transcriptsFolder = (profile: string): string => join(profile, 'transcripts');

/** Whether a text is the name of a transcript, and no path to somewhere else. */
export const isTranscriptId = (id: string): boolean => /^\d{4}-\d{2}-\d{2}-\d{6}-\d{3,}$/.test(id);

/** A transcript file, read. */
interface StoredTranscript {
  header: TranscriptHeader | undefined;
  end: TranscriptEnd | undefined;
  entries: TranscriptEntry[];
  /** Lines that could not be understood. */
  brokenLines: number;
}

/** The conversations kept in a folder. Every method that takes an id throws `transcript-not-found` for a wrong one. */
export class TranscriptLibrary {
  readonly #trash: string;
  /** Summaries by id, with the state of the file they hold for: reading every file for each list would be slow. */
  readonly #summaries = new Map<string, { state: string; summary: TranscriptSummary }>();

  constructor(
    private readonly folder: string,
    private readonly messages: () => ExportMessages,
    /** The conversation being written now, which has no end mark yet and is not interrupted. */
    private readonly liveId: () => string | undefined = () => undefined,
  ) {
    this.#trash = join(folder, 'trash');
  }

  /** Newest first. A file that can't be read is left out. */
  async list(): Promise<TranscriptSummary[]> {
    const summaries: TranscriptSummary[] = [];
    for (const id of (await idsIn(this.folder)).reverse()) {
      const summary = await this.#summary(id).catch(() => undefined);
      if (summary) summaries.push(summary);
    }
    return summaries;
  }

  /**
   * Reads a transcript, in the order it was said. Lines that can't be understood are skipped and counted.
   * Throws `transcript-unreadable` where the file can't be read.
   */
  async read(id: string): Promise<Transcript & { brokenLines: number }> {
    const stored = await this.#load(id);
    const { entries, brokenLines } = stored;
    return { summary: summarise({ id, ...stored, isLive: id === this.liveId() }), entries, brokenLines };
  }

  /** Receipts of the sessions of this conversation (rule Z7). Throws `transcript-unreadable`. */
  async receipts(id: string): Promise<ConversationReceipts> {
    const { receiptLines, chain } = await this.#receipts(id);
    return { receipts: lastStates(receiptLines).map(({ receipt }) => receipt), chain };
  }

  /** Writes a transcript to `file`. Throws `export-failed` {file, detail}. */
  async export(id: string, format: ExportFormat, file: string): Promise<void> {
    await write(file, exportTranscript(await this.read(id), format, this.messages()));
  }

  /** Writes the receipts of a conversation to `file` (docs/receipts.md). Throws `export-failed` {file, detail}. */
  async exportReceipts(id: string, file: string): Promise<void> {
    await write(file, receiptFileOf(receiptsTaken(id, await this.#receipts(id))));
  }

  /** Moves a transcript to the trash folder, from where {@link restore} brings it back. */
  async remove(id: string): Promise<void> {
    this.#path(id);
    await mkdir(this.#trash, { recursive: true, mode: 0o700 });
    await this.#move(join(this.folder, `${id}.jsonl`), join(this.#trash, `${id}.jsonl`), id);
  }

  async restore(id: string): Promise<void> {
    this.#path(id);
    await this.#move(join(this.#trash, `${id}.jsonl`), join(this.folder, `${id}.jsonl`), id);
  }

  /** Deletes what was removed, for good: when the app starts or quits. */
  async emptyTrash(): Promise<void> {
    await rm(this.#trash, { recursive: true, force: true });
  }

  /**
   * Deletes transcripts that began before `limit`, removed ones too, but never the one being written.
   * @returns how many; throws the file system's error after deleting what could be
   */
  async deleteBefore(limit: Date): Promise<number> {
    let deleted = 0;
    let failure: unknown;
    for (const folder of [this.folder, this.#trash]) {
      for (const id of await idsIn(folder)) {
        if (Date.parse(startedAtOf(id)) >= limit.getTime() || id === this.liveId()) continue;
        await rm(join(folder, `${id}.jsonl`)).then(
          () => (deleted += 1),
          (error: unknown) => (failure ??= error),
        );
      }
    }
    if (failure !== undefined) throw failure as Error;
    return deleted;
  }

  async #move(from: string, to: string, id: string): Promise<void> {
    try {
      await rename(from, to);
    } catch (error) {
      throw notFoundOr(error, `${id}.jsonl`);
    }
  }

  async #summary(id: string): Promise<TranscriptSummary> {
    const { size, mtimeMs } = await stat(this.#path(id));
    const isLive = id === this.liveId();
    const state = `${size} ${mtimeMs} ${isLive}`;
    const known = this.#summaries.get(id);
    if (known?.state === state) return known.summary;
    const summary = summarise({ id, ...(await this.#load(id)), isLive });
    this.#summaries.set(id, { state, summary });
    return summary;
  }

  /** Reads a file line by line; a line cut off by a crash or damaged is counted, never fatal. */
  async #load(id: string): Promise<StoredTranscript> {
    const stored: StoredTranscript = {
      header: undefined,
      end: undefined,
      entries: [],
      brokenLines: 0,
    };
    try {
      const input = createReadStream(this.#path(id), 'utf8');
      for await (const text of createInterface({ input, crlfDelay: Infinity })) {
        if (text !== '') take(stored, parseTranscriptLine(text));
      }
    } catch (error) {
      throw notFoundOr(error, `${id}.jsonl`);
    }
    // Finals of two channels come in the order they were settled; a reader wants the order they were said.
    stored.entries.sort(byTime);
    return stored;
  }

  async #receipts(id: string): Promise<TranscriptReceipts> {
    const path = this.#path(id);
    try {
      return await readTranscriptReceipts(path);
    } catch (error) {
      throw notFoundOr(error, `${id}.jsonl`);
    }
  }

  #path(id: string): string {
    if (!isTranscriptId(id)) throw new ProblemError('transcript-not-found');
    return join(this.folder, `${id}.jsonl`);
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeWholeFile(file, text);
  } catch (error) {
    throw new ProblemError('export-failed', { file, detail: messageOf(error) }, { cause: error });
  }
}

/** Ids of the transcripts in a folder, oldest first; none where there is no such folder. */
async function idsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => name.slice(0, -'.jsonl'.length))
    .filter(isTranscriptId)
    .sort();
}

function take(stored: StoredTranscript, line: TranscriptLine | 'unknown-kind' | 'broken'): void {
  if (line === 'broken') stored.brokenLines += 1;
  else if (line === 'unknown-kind') return;
  else if (line.type === 'header') stored.header = line;
  else if (line.type === 'end') stored.end = line;
  else if (line.type === 'receipt') return;
  else if (line.type === 'speaker') nameSpeaker(stored.entries, line);
  else stored.entries.push(line);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const notFoundOr = (error: unknown, file: string): ProblemError => {
  if (error instanceof ProblemError) return error;
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new ProblemError('transcript-not-found');
  return new ProblemError('transcript-unreadable', { file, detail: messageOf(error) }, { cause: error });
};
