import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { EngineProcessOptions } from '../engine/engine-process';
import type { MoonshineSize } from '../engine/moonshine';

/** After this the engine times its models anew: the first timing may have met a busy computer. */
const validMs = 30 * 24 * 3_600_000;

const sizes = ['tiny', 'base'] as const satisfies readonly MoonshineSize[];
const schema = z.object({ size: z.enum(sizes), pickedAt: z.iso.datetime() });

/**
 * Options for the engine on this device that remember in a profile folder which model timing found right for this
 * computer, as timing takes seconds at each start. What can't be read or written is timed again.
 */
export function pickedModel(
  profile: string,
  now: () => Date,
): Pick<EngineProcessOptions, 'pickedSize' | 'onPicked'> {
  const path = join(profile, 'engine.json');
  const pickedSize = read(path, now());
  return {
    ...(pickedSize && { pickedSize }),
    onPicked: (size) => {
      try {
        mkdirSync(profile, { recursive: true, mode: 0o700 });
        writeFileSync(path, `${JSON.stringify({ size, pickedAt: now().toISOString() })}\n`);
      } catch {
        // Only time is lost by this.
      }
    },
  };
}

function read(path: string, now: Date): EngineProcessOptions['pickedSize'] {
  try {
    const { size, pickedAt } = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const ageMs = now.getTime() - Date.parse(pickedAt);
    return ageMs >= 0 && ageMs < validMs ? size : undefined;
  } catch {
    return undefined;
  }
}
