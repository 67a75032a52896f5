import { copyFile, mkdir, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  engineFileNames,
  engineFiles,
  sha256Of,
  type EngineFile,
} from '../src/main/core/engine/engine-files';

// Fills out/engine, the folder the engine on this device loads its runtime and models from. The sources
// come with `npm ci`; each copy is checked against its pinned SHA-256, so that an app without a working
// engine, or with somebody else's model, can't be built.

const root = resolve(import.meta.dirname, '..');
const target = join(root, 'out', 'engine');

const moonshine = 'node_modules/moonshine-weights/dist/model';
const onnxRuntime = 'node_modules/onnxruntime-web/dist';

const sources: Record<EngineFile, string> = {
  'onnxruntime.mjs': `${onnxRuntime}/ort.wasm.bundle.min.mjs`,
  'onnxruntime.wasm': `${onnxRuntime}/ort-wasm-simd-threaded.wasm`,
  'silero-vad.onnx': 'node_modules/@ricky0123/vad-web/dist/silero_vad_v5.onnx',
  'tiny-encoder.onnx': `${moonshine}/tiny/quantized/encoder_model.onnx`,
  'tiny-decoder.onnx': `${moonshine}/tiny/quantized/decoder_model_merged.onnx`,
  'base-encoder.onnx': `${moonshine}/base/quantized/encoder_model.onnx`,
  'base-decoder.onnx': `${moonshine}/base/quantized/decoder_model_merged.onnx`,
  'speech-sample.wav': 'assets/speech-sample.wav',
};

const sha256OrNone = (path: string): Promise<string | undefined> => sha256Of(path).catch(() => undefined);

/** Copies one file where it isn't up to date. Returns a sentence about what is wrong with its source, if anything is. */
const install = async (file: EngineFile): Promise<string | undefined> => {
  const copy = join(target, file);
  if ((await sha256OrNone(copy)) === engineFiles[file]) return undefined;
  const source = join(root, sources[file]);
  const found = await sha256OrNone(source);
  if (found === undefined) return `${sources[file]} is missing. Run “npm ci”.`;
  if (found !== engineFiles[file])
    return `${sources[file]} is not the file Sotto was measured with (SHA-256 ${found}). Run “npm ci”.`;
  // A copy under another name first: a build that is interrupted leaves no half file.
  await copyFile(source, `${copy}.part`);
  await rename(`${copy}.part`, copy);
  return undefined;
};

await mkdir(target, { recursive: true });
for (const file of engineFileNames) {
  const wrong = await install(file);
  if (wrong !== undefined) {
    console.error(`The speech engine can't be built: ${wrong}`);
    process.exit(1);
  }
}
