import { describe, expect, it } from 'vitest';
import { openRawPcm, openWav } from '../../../../../src/main/core/audio-input/audio-input';
import { toProblem, type Problem } from '../../../../../src/shared/problems';
import { wavBytes, type WavKind } from '../../../../support/wav-bytes';

/** A stream in pieces of odd length, so that nothing falls on a sample's border. */
async function* stream(bytes: Uint8Array, pieceBytes = 997): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

async function read(bytes: Uint8Array, split = false): Promise<Buffer[]> {
  const input = await openWav(stream(bytes), { file: 'speech.wav', split });
  const planes: Uint8Array[][] = [[], []];
  for await (const piece of input.pieces) piece.forEach((plane, index) => planes[index]?.push(plane));
  return planes.filter((plane) => plane.length > 0).map((plane) => Buffer.concat(plane));
}

const samplesOf = (pcm: Buffer | undefined): number[] =>
  Array.from({ length: (pcm?.length ?? 0) / 2 }, (_, index) => pcm?.readInt16LE(index * 2) ?? 0);

const problemOf = (work: Promise<unknown>): Promise<Problem | undefined> =>
  work.then(() => undefined, toProblem);

/** Every kind of value, the extremes among them. */
const noise = Array.from({ length: 10_001 }, (_, index) =>
  index === 0 ? -1 : index === 1 ? 32_767 / 32_768 : Math.round(Math.sin(index * index) * 32_000) / 32_768,
);
const asPcm = noise.map((sample) => sample * 32_768);

const tone = (hertz: number, rate: number, seconds: number): Float32Array =>
  Float32Array.from(
    { length: rate * seconds },
    (_, index) => Math.sin((2 * Math.PI * hertz * index) / rate) / 2,
  );

/** Level of PCM against a full tone of half scale, dB, its ends left out. */
function levelOf(samples: number[]): number {
  const middle = samples.slice(1600, -1600).map((sample) => sample / 16_384);
  const power = middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length;
  return 10 * Math.log10(power * 2 + 1e-12);
}

describe('openWav', () => {
  it('gives mono PCM16 at 16 kHz bit for bit', async () => {
    const file = wavBytes([noise], { encoding: 'pcm', bits: 16, rate: 16_000 });
    const [pcm] = await read(file);
    expect(pcm?.equals(file.subarray(44))).toBe(true);
  });

  it.each<[string, Partial<WavKind>]>([
    ['24-bit', { bits: 24 }],
    ['32-bit', { bits: 32 }],
    ['32-bit float', { encoding: 'float', bits: 32 }],
    ['64-bit float', { encoding: 'float', bits: 64 }],
    ['extensible 24-bit', { bits: 24, extensible: true }],
    ['extensible float', { encoding: 'float', bits: 32, extensible: true }],
    ['other chunks before the sound', { junk: true }],
    ['a size of 0, as streams write it', { dataSize: 0 }],
    ['the largest size, as streams write it', { dataSize: 0xffffffff }],
    ['a size beyond the end: a file cut short', { dataSize: 0x7ffff000 }],
    ['RF64, for files beyond 4 GB', { rf64: true }],
  ])('reads %s', async (_what, kind) => {
    const [pcm] = await read(wavBytes([noise], { encoding: 'pcm', bits: 16, rate: 16_000, ...kind }));
    expect(samplesOf(pcm)).toEqual(asPcm);
  });

  it('leaves out what follows the sound', async () => {
    const file = wavBytes([noise], { encoding: 'pcm', bits: 16, rate: 16_000 });
    const [pcm] = await read(Buffer.concat([file, Buffer.from('LIST\x04\0\0\0name')]));
    expect(samplesOf(pcm)).toEqual(asPcm);
  });

  it('gives a stereo file mixed, or left and right apart, bit for bit', async () => {
    const right = noise.map((sample) => -sample / 2);
    const file = wavBytes([noise, right], { encoding: 'pcm', bits: 16, rate: 16_000 });
    const [left, other] = await read(file, true);
    expect(samplesOf(left)).toEqual(asPcm);
    expect(samplesOf(other)).toEqual(asPcm.map((sample) => Math.round(-sample / 2)));
    const [mixed] = await read(file);
    samplesOf(mixed).forEach((sample, index) => {
      expect(Math.abs(sample - (asPcm[index] ?? 0) / 4)).toBeLessThanOrEqual(1);
    });
  });

  it('clips what is too loud and hears no number as silence', async () => {
    const [pcm] = await read(
      wavBytes([[2, -3, NaN, Infinity]], { encoding: 'float', bits: 32, rate: 16_000 }),
    );
    expect(samplesOf(pcm)).toEqual([32_767, -32_768, 0, 32_767]);
  });

  it.each([8000, 11_025, 22_050, 44_100, 48_000, 96_000])(
    'keeps speech and its length at %i Hz',
    async (rate) => {
      const [pcm] = await read(wavBytes([tone(1000, rate, 2)], { encoding: 'float', bits: 32, rate }));
      const samples = samplesOf(pcm);
      expect(samples.length).toBe(32_000);
      expect(levelOf(samples)).toBeCloseTo(0, 1);
      // In step with the source, and without a seam between its pieces.
      samples.slice(1600, -1600).forEach((sample, index) => {
        const expected = 16_384 * Math.sin((2 * Math.PI * 1000 * (index + 1600)) / 16_000);
        expect(Math.abs(sample - expected)).toBeLessThan(40);
      });
    },
  );

  it.each([9000, 12_000, 20_000])('lets nothing of a %i Hz tone fold into speech', async (hertz) => {
    const [pcm] = await read(
      wavBytes([tone(hertz, 48_000, 1)], { encoding: 'float', bits: 32, rate: 48_000 }),
    );
    expect(levelOf(samplesOf(pcm))).toBeLessThan(-80);
  });

  it('converts both channels in step', async () => {
    const left = tone(500, 44_100, 1);
    const [you, others] = await read(
      wavBytes([left, left], { encoding: 'pcm', bits: 16, rate: 44_100 }),
      true,
    );
    expect(you?.length).toBe(32_000);
    expect(you?.equals(others ?? Buffer.alloc(0))).toBe(true);
  });

  it('ends without sound where the file has none', async () => {
    expect(await read(wavBytes([[]], { encoding: 'pcm', bits: 16, rate: 16_000 }))).toEqual([]);
    expect(await read(wavBytes([[]], { encoding: 'pcm', bits: 16, rate: 48_000 }))).toEqual([]);
  });

  it.each([
    ['no WAV file', Buffer.from('ID3 something else entirely'), /not a WAV file/],
    ['nothing at all', Buffer.alloc(0), /not a WAV file/],
    ['no sound', wavBytes([[]], { encoding: 'pcm', bits: 16, rate: 16_000 }).subarray(0, 36), /ends before/],
    ['three channels', wavBytes([[], [], []], { encoding: 'pcm', bits: 16, rate: 16_000 }), /3 channels/],
    ['a mad rate', wavBytes([[]], { encoding: 'pcm', bits: 16, rate: 1 }), /rate is 1 Hz/],
    ['compressed sound', withFormatCode(85), /compressed \(format 85\)/],
  ])('says what is wrong with a file of %s', async (_what, bytes, detail) => {
    const problem = await problemOf(read(bytes));
    expect(problem).toMatchObject({ code: 'input-unreadable', params: { file: 'speech.wav' } });
    expect(problem?.params?.['detail']).toMatch(detail);
  });

  it('reads no further than it is asked to', async () => {
    const file = wavBytes([new Float32Array(1_600_000)], { encoding: 'pcm', bits: 16, rate: 16_000 });
    let given = 0;
    const source = async function* (): AsyncGenerator<Uint8Array> {
      for await (const piece of stream(file, 65_536)) {
        given += piece.length;
        yield piece;
      }
    };
    const input = await openWav(source(), { file: 'long.wav', split: false });
    for await (const _piece of input.pieces) break;
    expect(given).toBeLessThanOrEqual(65_536);
  });
});

describe('openRawPcm', () => {
  it('gives the bytes as they are, samples cut by the pipe put together', async () => {
    const bytes = wavBytes([noise], { encoding: 'pcm', bits: 16, rate: 16_000 }).subarray(44);
    const pieces: Uint8Array[] = [];
    for await (const [piece] of openRawPcm(stream(Buffer.concat([bytes, Buffer.from([7])]), 333), '-')
      .pieces) {
      expect((piece?.length ?? 1) % 2).toBe(0);
      if (piece) pieces.push(piece);
    }
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  });

  it('refuses a WAV file', async () => {
    const bytes = wavBytes([noise], { encoding: 'pcm', bits: 16, rate: 16_000 });
    const drain = async (): Promise<void> => {
      for await (const _piece of openRawPcm(stream(bytes), '-').pieces);
    };
    expect(await problemOf(drain())).toMatchObject({ code: 'input-unreadable', params: { file: '-' } });
  });
});

function withFormatCode(code: number): Buffer {
  const bytes = wavBytes([[]], { encoding: 'pcm', bits: 16, rate: 16_000 });
  bytes.writeUInt16LE(code, 20);
  return bytes;
}
