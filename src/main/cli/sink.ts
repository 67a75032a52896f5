import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';

/** Where captions are written as they come. */
export interface Sink {
  write(text: string): void;
  /** Resolves when everything is written. Rejects with the error that came in between; `EPIPE`: the reader left. */
  end(): Promise<void>;
  /** Resolves with the first error as it happens. */
  readonly failed: Promise<Error>;
}

/** Writes on to a stream that stays open (stdout). */
export const streamSink = (stream: Writable): Sink =>
  sinkOver(stream, (done) => {
    stream.write('', done);
  });

/** Writes a file from its beginning. */
export function fileSink(path: string): Sink {
  const stream = createWriteStream(path);
  return sinkOver(stream, (done) => {
    stream.end(done);
  });
}

function sinkOver(stream: Writable, finish: (done: () => void) => void): Sink {
  let error: Error | undefined;
  const failed = new Promise<Error>((resolve) => {
    stream.on('error', (thrown) => {
      error ??= thrown;
      resolve(thrown);
    });
  });
  return {
    failed,
    write: (text) => {
      if (!error) stream.write(text);
    },
    end: async () => {
      if (!error)
        await Promise.race([
          new Promise<void>((resolve) => {
            finish(resolve);
          }),
          failed,
        ]);
      if (error) throw error;
    },
  };
}

/** Whether the reader of a pipe has left (`captions … | head`), which is no failure. */
export const isReaderGone = (error: Error): boolean => 'code' in error && error.code === 'EPIPE';
