import { sampleRate } from '../../../shared/audio';
import { ProblemError } from '../../../shared/problems';
import { ByteReader } from './byte-reader';
import { decodeSamples, encodePcm16, mixDown } from './sample-format';
import { readWavHeader, type WavFormat } from './wav-header';

/** Frames of the file decoded at a time: bounds memory whatever the file's length. */
const blockFrames = 4096;

/** Recorded or piped audio as Sotto sends it: PCM16 LE at 16 kHz. */
export interface AudioInput {
  /** Channels of the source. */
  readonly channels: number;
  /** Pieces of any length; `[mono]`, or `[left, right]` of equal length where split. Read on demand, so memory stays flat. */
  readonly pieces: AsyncIterable<Uint8Array[]>;
}

/**
 * Opens a WAV stream: PCM of 16, 24 or 32 bits or float of 32 or 64, mono or stereo, of any rate and length. A file cut
 * short gives what is there; audio that is mono PCM16 at 16 kHz already comes out bit for bit.
 * Throws ProblemError `input-unreadable` {file, detail}, from here or while reading on.
 * @param split gives left and right apart; else stereo is mixed
 */
export async function openWav(
  source: AsyncIterable<Uint8Array>,
  { file, split }: { file: string; split: boolean },
): Promise<AudioInput> {
  const unreadable = (error: unknown): ProblemError =>
    new ProblemError('input-unreadable', { file, detail: reasonOf(error) }, { cause: error });
  const reader = new ByteReader(source);
  try {
    const { format, dataBytes } = await readWavHeader(reader);
    return { channels: format.channels, pieces: wavPieces(reader, format, dataBytes, split, unreadable) };
  } catch (error) {
    await reader.close();
    throw unreadable(error);
  }
}

async function* wavPieces(
  reader: ByteReader,
  format: WavFormat,
  dataBytes: number,
  split: boolean,
  unreadable: (error: unknown) => ProblemError,
): AsyncGenerator<Uint8Array[]> {
  const frameBytes = (format.bitsPerSample / 8) * format.channels;
  const outputs = split ? format.channels : 1;
  try {
    const resampler =
      format.sampleRate === sampleRate
        ? undefined
        : await (await import('./resampler')).Resampler.create(format.sampleRate, outputs);
    for (let left = dataBytes; left > 0;) {
      const bytes = await reader.read(Math.min(left, blockFrames * frameBytes));
      if (bytes.length === 0) break;
      left -= bytes.length;
      const decoded = decodeSamples(bytes, format);
      const planes = split ? decoded : [mixDown(decoded)];
      const ready = resampler ? resampler.push(planes) : planes;
      if (ready[0]?.length) yield ready.map(encodePcm16);
    }
    const rest = resampler?.finish() ?? [];
    if (rest[0]?.length) yield rest.map(encodePcm16);
  } catch (error) {
    throw unreadable(error);
  } finally {
    await reader.close();
  }
}

/**
 * Opens a stream of bare PCM16 LE samples, mono at 16 kHz.
 * Throws ProblemError `input-unreadable` while reading where it is a WAV file after all: its header would be heard as a click.
 */
export function openRawPcm(source: AsyncIterable<Uint8Array>, file: string): AudioInput {
  return { channels: 1, pieces: rawPieces(source, file) };
}

async function* rawPieces(source: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array[]> {
  const reader = new ByteReader(source);
  try {
    for (let isFirst = true; ; isFirst = false) {
      // A sample may be cut in two by the pipe; reading a frame's worth puts it together again.
      const bytes = await reader.read(rawPieceBytes);
      if (isFirst && Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'RIFF') {
        const detail = 'it is a WAV file, where raw 16 kHz mono PCM16 is expected; give the file by name';
        throw new ProblemError('input-unreadable', { file, detail });
      }
      if (bytes.length < 2) return;
      yield [bytes.subarray(0, bytes.length - (bytes.length % 2))];
    }
  } finally {
    await reader.close();
  }
}

/** 50 ms: what a session sends at once. */
const rawPieceBytes = 1600;

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'reading it is not permitted';
  return message;
}
