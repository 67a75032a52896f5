import type { ByteReader } from './byte-reader';

/** How the samples of a WAV file are stored. */
export interface WavFormat {
  encoding: 'pcm' | 'float';
  bitsPerSample: number;
  channels: number;
  /** Samples per second of each channel. */
  sampleRate: number;
}

const formatPcm = 1;
const formatFloat = 3;
const formatExtensible = 0xfffe;
const supported = new Set(['pcm 16', 'pcm 24', 'pcm 32', 'float 32', 'float 64']);
/** The rates the resampler takes (it converts by at most 256 to 1). */
const rates = { min: 1000, max: 768_000 };

/**
 * Reads the chunks of a RIFF/WAVE file (RF64 and BW64 too, for files beyond 4 GB) up to the samples.
 * Throws an Error with the reason, worded for a person, where the file is none or not of a kind Sotto reads.
 * @returns the format, and how many bytes of samples follow; Infinity where the writer did not know, as with streams
 */
export async function readWavHeader(reader: ByteReader): Promise<{ format: WavFormat; dataBytes: number }> {
  const riff = await reader.read(12);
  const container = text(riff, 0);
  if (riff.length < 12 || !['RIFF', 'RF64', 'BW64'].includes(container) || text(riff, 8) !== 'WAVE') {
    throw new Error('it is not a WAV file');
  }
  let format: WavFormat | undefined;
  let largeDataBytes: number | undefined;
  for (;;) {
    const head = await reader.read(8);
    if (head.length < 8) throw new Error('the file ends before its sound begins');
    const id = text(head, 0);
    const size = view(head).getUint32(4, true);
    if (id === 'data') {
      if (!format) throw new Error('its format is not given before the sound');
      return { format, dataBytes: dataBytesOf(size, container === 'RIFF' ? undefined : largeDataBytes) };
    }
    if (id === 'fmt ') {
      format = parseFormat(await reader.read(size));
    } else if (id === 'ds64') {
      const sizes = await reader.read(size);
      if (sizes.length >= 16) largeDataBytes = Number(view(sizes).getBigUint64(8, true));
    } else {
      await reader.skip(size);
    }
    // Chunks begin at even places.
    if (size % 2 === 1) await reader.skip(1);
  }
}

/** Programs that write to a stream put 0 or the largest number there, as they can't go back to fill it in. */
function dataBytesOf(size: number, large: number | undefined): number {
  if (size === 0xffffffff) return large ?? Infinity;
  return size === 0 ? Infinity : size;
}

function parseFormat(chunk: Uint8Array): WavFormat {
  if (chunk.length < 16) throw new Error('its format chunk is cut short');
  const fields = view(chunk);
  const tag = fields.getUint16(0, true);
  // An extensible format begins its GUID, after 24 bytes, with the plain tag.
  const code = tag === formatExtensible && chunk.length >= 26 ? fields.getUint16(24, true) : tag;
  const encoding = code === formatPcm ? 'pcm' : code === formatFloat ? 'float' : undefined;
  const channels = fields.getUint16(2, true);
  const sampleRate = fields.getUint32(4, true);
  const blockAlign = fields.getUint16(12, true);
  const bitsPerSample = fields.getUint16(14, true);
  if (!encoding || !supported.has(`${encoding} ${bitsPerSample}`)) {
    const found = encoding ? `${bitsPerSample}-bit ${encoding}` : `compressed (format ${code})`;
    throw new Error(`its sound is ${found}; Sotto reads PCM of 16, 24 or 32 bits and float of 32 or 64`);
  }
  if (channels < 1 || channels > 2) {
    throw new Error(`it has ${channels} channels; Sotto reads mono and stereo`);
  }
  if (sampleRate < rates.min || sampleRate > rates.max) {
    throw new Error(`its rate is ${sampleRate} Hz; Sotto reads ${rates.min} to ${rates.max} Hz`);
  }
  if (blockAlign !== (channels * bitsPerSample) / 8) {
    throw new Error('its format chunk contradicts itself');
  }
  return { encoding, bitsPerSample, channels, sampleRate };
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const text = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
