import { join } from 'node:path';

/**
 * Where the app keeps its settings and transcripts: Electron's `userData` of an app named Sotto, which this has to match
 * (docs of Electron, app.getPath).
 */
export function defaultProfile(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  const name = 'Sotto';
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), name);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', name);
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), name);
}
