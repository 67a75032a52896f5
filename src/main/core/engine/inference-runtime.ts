import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as OnnxRuntime from 'onnxruntime-web';
import type { EngineFile } from './engine-files';

export interface Tensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
}

/** A loaded ONNX graph. `run` blocks this thread while it computes, and rejects on a wrong input. */
export interface InferenceModel {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  run(inputs: Record<string, Tensor>, wanted: readonly string[]): Promise<Record<string, Tensor>>;
}

/** What the engine needs of a neural network runtime; a native one can take the place of this one. */
export interface InferenceRuntime {
  floats(data: Float32Array, dims: readonly number[]): Tensor;
  integers(data: readonly number[], dims: readonly number[]): Tensor;
  boolean(value: boolean): Tensor;
  load(file: EngineFile): Promise<InferenceModel>;
}

/**
 * Loads ONNX Runtime's WebAssembly build from the engine's folder, on one thread: a second one costs
 * twice the CPU time for little speed. It is loaded from there, not bundled, as it is a file of its own anyway.
 */
export const loadInferenceRuntime = async (folder: string): Promise<InferenceRuntime> => {
  const script = pathToFileURL(join(folder, 'onnxruntime.mjs' satisfies EngineFile)).href;
  const ort = (await import(/* @vite-ignore */ script)) as typeof OnnxRuntime;
  ort.env.logLevel = 'error';
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary = await readFile(join(folder, 'onnxruntime.wasm' satisfies EngineFile));

  return {
    floats: (data, dims) => new ort.Tensor('float32', data, dims),
    integers: (data, dims) => new ort.Tensor('int64', BigInt64Array.from(data, BigInt), dims),
    boolean: (value) => new ort.Tensor('bool', [value], [1]),
    load: async (file) => {
      const session = await ort.InferenceSession.create(await readFile(join(folder, file)), {
        executionProviders: ['wasm'],
        graphOptimizationLevel: 'all',
        // Without the arena decoding takes 2.7 times as long.
        enableCpuMemArena: true,
      });
      return {
        inputs: session.inputNames,
        outputs: session.outputNames,
        run: (inputs, wanted) => session.run(inputs as Record<string, OnnxRuntime.Tensor>, wanted),
      };
    },
  };
};
