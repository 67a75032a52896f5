import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import { EngineProcess } from '../core/engine/engine-process';
import { pickedModel } from '../core/settings/picked-model';

/** The engine on this device as a process of its own, started at first use. */
export function startEngine(builtDir: string, profile: string): EngineProcess {
  const engineDir = app.isPackaged ? join(process.resourcesPath, 'engine') : join(builtDir, 'engine');
  return new EngineProcess({
    fork: (args) => {
      // The engine has no use for the key.
      const { ASSEMBLYAI_API_KEY: _, ...env } = process.env;
      return utilityProcess.fork(join(builtDir, 'main/engine.js'), args, {
        serviceName: 'Sotto speech engine',
        env: { ...env, SOTTO_ENGINE_DIR: engineDir },
      });
    },
    ...pickedModel(profile, () => new Date()),
  });
}
