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
import type { SessionReceipt } from '../captioning/captioning';
import { exportTranscript, type ExportMessages } from './transcript-export';
import {
  parseTranscriptLine,
  type TranscriptEnd,
  type TranscriptHeader,
  type TranscriptLine,
} from './transcript-lines';
import { byTime, summarise } from './transcript-summary';
import { writeWholeFile } from './write-whole-file';

/** Where a profile keeps its transcripts. */
export const transcriptsFolder = (profile: string): string => join(profile, 'transcripts');

const idPattern = /^\d{4}-\d{2}-\d{2}-\d{6}-\d{3,}$/;

/** A transcript file, read. */
interface StoredTranscript {
  header: TranscriptHeader | undefined;
  end: TranscriptEnd | undefined;
  entries: TranscriptEntry[];
  receipts: SessionReceipt[];
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
    private readonly messages: ExportMessages,
    /** The conversation being written now, which has no end mark yet and is not interrupted. */
    private readonly liveId: () => string | undefined = () => undefined,
  ) {
    this.#trash = join(folder, 'trash');
  }

  /** Newest first. A file that can't be read is left out. */
  async list(): Promise<TranscriptSummary[]> {
    const names = await readdir(this.folder).catch(() => []);
    const ids = names
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => name.slice(0, -'.jsonl'.length))
      .filter((id) => idPattern.test(id));
    const summaries: TranscriptSummary[] = [];
    for (const id of ids.sort().reverse()) {
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

  /** Receipts of the sessions of this conversation (rule Z7). */
  async receipts(id: string): Promise<SessionReceipt[]> {
    return (await this.#load(id)).receipts;
  }

  /** Writes a transcript to `file`. Throws `export-failed` {file, detail}. */
  async export(id: string, format: ExportFormat, file: string): Promise<void> {
    const text = exportTranscript(await this.read(id), format, this.messages);
    try {
      await writeWholeFile(file, text);
    } catch (error) {
      throw new ProblemError('export-failed', { file, detail: messageOf(error) }, { cause: error });
    }
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
      receipts: [],
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

  #path(id: string): string {
    if (!idPattern.test(id)) throw new ProblemError('transcript-not-found');
    return join(this.folder, `${id}.jsonl`);
  }
}

function take(stored: StoredTranscript, line: TranscriptLine | 'unknown-kind' | 'broken'): void {
  if (line === 'broken') stored.brokenLines += 1;
  else if (line === 'unknown-kind') return;
  else if (line.type === 'header') stored.header = line;
  else if (line.type === 'end') stored.end = line;
  else if (line.type === 'receipt') stored.receipts.push(line.receipt);
  else if (line.type === 'speaker') nameSpeaker(stored.entries, line);
  else stored.entries.push(line);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const notFoundOr = (error: unknown, file: string): ProblemError => {
  if (error instanceof ProblemError) return error;
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new ProblemError('transcript-not-found');
  return new ProblemError('transcript-unreadable', { file, detail: messageOf(error) }, { cause: error });
};
