/** How to store samples: the kinds of WAV files found in the wild. */
export interface WavKind {
  encoding: 'pcm' | 'float';
  bits: 16 | 24 | 32 | 64;
  rate: number;
  extensible?: boolean;
  /** Overrides the size written for the samples, as programs do that write to a stream. */
  dataSize?: number;
  /** Chunks before the samples, of odd length to need padding. */
  junk?: boolean;
  rf64?: boolean;
}

/** Builds a WAV file of samples from -1 to 1, an array for each channel. */
export function wavBytes(planes: readonly (readonly number[] | Float32Array)[], kind: WavKind): Buffer {
  const frames = planes[0]?.length ?? 0;
  const bytesPerSample = kind.bits / 8;
  const data = Buffer.alloc(frames * planes.length * bytesPerSample);
  for (let frame = 0; frame < frames; frame += 1) {
    planes.forEach((plane, channel) => {
      write(data, (frame * planes.length + channel) * bytesPerSample, plane[frame] ?? 0, kind);
    });
  }
  const size = kind.dataSize ?? (kind.rf64 ? 0xffffffff : data.length);
  const ds64 = Buffer.alloc(28);
  ds64.writeBigUInt64LE(BigInt(data.length), 8);
  const chunks = Buffer.concat([
    Buffer.from('WAVE'),
    ...(kind.rf64 ? [chunk('ds64', ds64)] : []),
    ...(kind.junk ? [chunk('LIST', Buffer.from('odd'))] : []),
    chunk('fmt ', format(planes.length, kind)),
    ...(kind.junk ? [chunk('fact', Buffer.alloc(4))] : []),
    head('data', size),
    data,
  ]);
  return Buffer.concat([
    head(kind.rf64 ? 'RF64' : 'RIFF', size === 0xffffffff ? size : chunks.length),
    chunks,
  ]);
}

function format(channels: number, { encoding, bits, rate, extensible }: WavKind): Buffer {
  const code = encoding === 'pcm' ? 1 : 3;
  const fields = Buffer.alloc(extensible ? 40 : 16);
  fields.writeUInt16LE(extensible ? 0xfffe : code, 0);
  fields.writeUInt16LE(channels, 2);
  fields.writeUInt32LE(rate, 4);
  fields.writeUInt32LE((rate * channels * bits) / 8, 8);
  fields.writeUInt16LE((channels * bits) / 8, 12);
  fields.writeUInt16LE(bits, 14);
  if (extensible) {
    fields.writeUInt16LE(22, 16);
    fields.writeUInt16LE(bits, 18);
    fields.writeUInt16LE(code, 24);
  }
  return fields;
}

function write(data: Buffer, at: number, sample: number, { encoding, bits }: WavKind): void {
  if (encoding === 'float') {
    if (bits === 64) data.writeDoubleLE(sample, at);
    else data.writeFloatLE(sample, at);
    return;
  }
  const limit = 2 ** (bits - 1);
  data.writeIntLE(Math.min(limit - 1, Math.round(sample * limit)), at, bits / 8);
}

const head = (id: string, size: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.write(id, 'latin1');
  bytes.writeUInt32LE(size, 4);
  return bytes;
};

const chunk = (id: string, content: Buffer): Buffer =>
  Buffer.concat([head(id, content.length), content, Buffer.alloc(content.length % 2)]);
