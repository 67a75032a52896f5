import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Caption, Gap, SpeakerChange } from '../../../shared/captions';
import type { Problem } from '../../../shared/problems';
import type { SessionReceipt } from '../../../shared/session-receipt';
import type { ZoneId } from '../../../shared/zones';
import { withLink } from '../receipts/chained-lines';
import { ReceiptUpdates } from '../receipts/receipt-updates';
import { transcriptVersion, type TranscriptLine } from './transcript-lines';

/** The part of a file the journal writes with; `FileHandle` is one. */
export type JournalFile = Pick<FileHandle, 'write' | 'truncate' | 'datasync' | 'close'>;

export interface TranscriptJournalParts {
  /** Folder of the transcripts; made if missing. */
  folder: string;
  startedAt: Date;
  appVersion: string;
  /** Told `transcript-not-saved` once each time saving stops working. */
  report: (problem: Problem) => void;
  /** Opens a new file; throws `EEXIST` where there is one. */
  openFile?: (path: string) => Promise<JournalFile>;
  /** How long after a failed write to try again, ms. */
  retryMs?: number;
  /** Lines kept in memory while the disk takes none; then the oldest are given up, and counted. */
  maxPending?: number;
  /** How stale the counts of a running session's receipt may be on disk, ms. */
  receiptEveryMs?: number;
}

/**
 * Writes one conversation to a file of its own as it is spoken, so that a crash loses nothing said before it. A disk
 * that is full or can't be written never stops the captions: what could not be written waits in memory and is written
 * as soon as possible.
 */
export class TranscriptJournal {
  readonly #parts: Required<TranscriptJournalParts>;
  #file: JournalFile | undefined;
  #id: string | undefined;
  /** Length of the file up to its last whole line, bytes. */
  #length = 0;
  /** Link of the last line written. */
  #link = '';
  readonly #header: string;
  readonly #receipts: ReceiptUpdates;
  #pending: string[] = [];
  #unsaved = 0;
  #failing = false;
  #retry: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(parts: TranscriptJournalParts) {
    this.#parts = {
      openFile: openPrivately,
      retryMs: 5000,
      maxPending: 20_000,
      receiptEveryMs: 5000,
      ...parts,
    };
    this.#receipts = new ReceiptUpdates((session, receipt) => {
      this.#add({ type: 'receipt', session, receipt });
    }, this.#parts.receiptEveryMs);
    const { startedAt, appVersion } = parts;
    this.#header = JSON.stringify({
      type: 'header',
      version: transcriptVersion,
      startedAt: startedAt.toISOString(),
      appVersion,
    } satisfies TranscriptLine);
    this.#write();
  }

  /** File name without extension; undefined until the file could be made. */
  get id(): string | undefined {
    return this.#id;
  }

  /** Keeps a final caption; partial ones and turns that came to nothing are not kept. */
  caption({ final, latencyMs: _, ...caption }: Caption): void {
    if (final && caption.text !== '') this.#add({ type: 'caption', ...caption });
  }

  speaker(change: SpeakerChange): void {
    this.#add({ type: 'speaker', ...change });
  }

  gap(gap: Gap): void {
    this.#add({ type: 'gap', ...gap });
  }

  zone(change: { zone: ZoneId; host: string; atMs: number }): void {
    this.#add({ type: 'zone', ...change });
  }

  /** Keeps the receipt of a session (rule Z7) from its beginning on; to be called whenever it grew or ended. */
  receipt(receipt: SessionReceipt): void {
    this.#receipts.took(receipt);
  }

  /** Writes the end mark and closes the file. What the disk still doesn't take now is lost. */
  async close(durationMs: number): Promise<void> {
    this.#receipts.close();
    this.#add({ type: 'end', durationMs, ...(this.#unsaved > 0 && { unsavedEntries: this.#unsaved }) });
    await this.#writing;
    // One more try for what was added while a failing write was under way.
    if (this.#pending.length > 0) await this.#write();
    clearTimeout(this.#retry);
    await this.#file?.close().catch(() => undefined);
    this.#file = undefined;
  }

  #add(line: TranscriptLine): void {
    this.#pending.push(JSON.stringify(line));
    if (this.#pending.length > this.#parts.maxPending) {
      this.#pending.shift();
      this.#unsaved += 1;
    }
    void this.#write();
  }

  /** Writes what is pending; a call while a write is under way adds nothing but its lines. */
  #write(): Promise<void> {
    this.#writing ??= this.#flush().finally(() => {
      this.#writing = undefined;
      if (this.#pending.length > 0 && !this.#failing) void this.#write();
    });
    return this.#writing;
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#retry);
    try {
      const file = (this.#file ??= await this.#create());
      while (this.#pending.length > 0) {
        const lines = this.#pending;
        this.#pending = [];
        await this.#append(file, lines).catch((error: unknown) => {
          this.#pending = [...lines, ...this.#pending];
          throw error;
        });
      }
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) {
        const detail = error instanceof Error ? error.message : String(error);
        this.#parts.report({ code: 'transcript-not-saved', params: { detail } });
      }
      this.#failing = true;
      this.#retry = setTimeout(() => void this.#write(), this.#parts.retryMs).unref();
    }
  }

  async #create(): Promise<JournalFile> {
    const { folder, startedAt, openFile } = this.#parts;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const stamp = startedAt.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
    for (let count = 1; ; count += 1) {
      const id = `${stamp}-${String(count).padStart(3, '0')}`;
      try {
        const file = await openFile(join(folder, `${id}.jsonl`));
        this.#id = id;
        this.#pending.unshift(this.#header);
        return file;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }

  async #append(file: JournalFile, lines: string[]): Promise<void> {
    let link = this.#link;
    const texts = lines.map((line) => {
      const linked = withLink(line, link);
      link = linked.link;
      return `${linked.text}\n`;
    });
    const bytes = Buffer.from(texts.join(''));
    try {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, this.#length + done);
        done += bytesWritten;
      }
      await file.datasync();
    } catch (error) {
      // A disk that filled up within a line must not leave half of it.
      await file.truncate(this.#length).catch(() => undefined);
      throw error;
    }
    this.#length += bytes.length;
    this.#link = link;
  }
}

const openPrivately = (path: string): Promise<JournalFile> => open(path, 'wx', 0o600);
