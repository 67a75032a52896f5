import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ProblemError } from '../../../shared/problems';

/**
 * The engine's folder: file name → SHA-256. `tools/engine-assets.ts` fills the folder at build time; the
 * engine reads it from `out/engine`, or from the installed app's resources.
 */
export const engineFiles = {
  'onnxruntime.mjs': '11e64bd8ffe11bd1a2a2f0d6275fdfbbba7262f0b76b99b53d228a8a22ef3d90',
  'onnxruntime.wasm': '3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2',
  'silero-vad.onnx': '2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f',
  'tiny-encoder.onnx': 'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a',
  'tiny-decoder.onnx': 'eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367',
  'base-encoder.onnx': '1dd9ab0a7f987113d30affcba5a068d11c8f90fa0223caa3e491ade431ad9751',
  'base-decoder.onnx': 'cc9f3cd6698a369c6008b41aa60aa3fb3322e7f03c9bdf19d8e6b7200afca4f3',
  'speech-sample.wav': '59dfb9a4acb36fe2a2affc14bacbee2920ff435cb13cc314a08c13f66ba7860e',
} as const;
export type EngineFile = keyof typeof engineFiles;

export const engineFileNames = Object.keys(engineFiles) as EngineFile[];

/** SHA-256 of a file, hex. Rejects with the file system's error where it can't be read. */
export const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

/**
 * Checks every file of the engine's folder; about 0.2 s.
 * Throws a ProblemError `engine-missing` or `engine-damaged`, each naming the file.
 */
export const checkEngineFiles = async (folder: string): Promise<void> => {
  for (const file of engineFileNames) {
    let sha256: string;
    try {
      sha256 = await sha256Of(join(folder, file));
    } catch (error) {
      throw new ProblemError('engine-missing', { file: join(folder, file) }, { cause: error });
    }
    if (sha256 !== engineFiles[file]) throw new ProblemError('engine-damaged', { file: join(folder, file) });
  }
};
