import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp } from '../support/launch-app';

const run = promisify(execFile);
let desktop: TestDesktop;
let app: RunningApp;

beforeAll(async () => {
  desktop = await TestDesktop.start();
  app = await RunningApp.launch(desktop, await mkdtemp(join(tmpdir(), 'sotto-e2e-')));
});

afterAll(async () => {
  await app.quit();
  await desktop.stop();
});

/** Programs that listen to a microphone or to what is played, as the sound server sees it. */
const listeners = async (): Promise<number> => {
  const { stdout } = await run('pactl', ['list', 'short', 'source-outputs'], { env: desktop.env });
  return stdout.split('\n').filter((line) => line.includes('protocol-native')).length;
};

it('stops listening for the meters of a window that was closed', async () => {
  const control = await app.page('control');
  await control.getByRole('button', { name: 'Set up Sotto' }).click();
  await until(async () => (await listeners()) > 0);
  await run('wmctrl', ['-c', 'Sotto'], { env: desktop.env });
  await until(async () => (await listeners()) === 0);
  expect((await app.windows()).map(({ title }) => title)).not.toContain('Sotto');
});
