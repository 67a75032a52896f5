import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchHost } from '../../tools/chromium-host/launch';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp } from '../support/launch-app';
import { ProtocolServer } from '../support/protocol-server/protocol-server';
import { cutSpeech } from '../support/speech-clips';

let desktop: TestDesktop;
let server: ProtocolServer;
let app: RunningApp;
let overlay: Page;
let profile: string;

beforeAll(async () => {
  desktop = await TestDesktop.start();
  server = await ProtocolServer.start();
  profile = await mkdtemp(join(tmpdir(), 'sotto-e2e-'));
  // An account may open few new sessions a minute, and each start opens one for each source.
  const settings = { settingsVersion: 1, onboarded: true, sources: { systemAudio: false } };
  await writeFile(join(profile, 'settings.json'), JSON.stringify(settings));
  app = await RunningApp.launch(desktop, profile, {
    args: ['--hidden'],
    zones: server,
    env: { ASSEMBLYAI_API_KEY: server.key },
  });
  overlay = await app.page('overlay');
});

afterAll(async () => {
  await app.quit();
  await server.close();
  await desktop.stop();
});

interface Tray {
  toolTip: string;
  icon: string;
  items: { id: string; label: string; enabled: boolean }[];
}
interface Outside {
  dialogs: { kind: string; text: string; buttons: string[] }[];
  clipboard: string;
  shortcuts: string[];
}
const tray = async (): Promise<Tray> => ((await app.control({ do: 'tray' })) as [Tray])[0];
const outside = async () => (await app.control({ do: 'outside' })) as Outside;
const phase = () => overlay.getAttribute('[data-phase]', 'data-phase');
const badge = () => overlay.getAttribute('[data-zone]', 'data-zone');
const reached = (wanted: string) => until(async () => (await phase()) === wanted, 30_000, `phase ${wanted}`);
const isLocked = async () =>
  (await app.windows()).find(({ title }) => title === 'Sotto captions')?.ignoresMouse === true;

/** Starts the program once more, as a terminal or a browser does, and waits until that has ended. */
const startAgain = async (...args: string[]): Promise<{ code: number | null; said: string }> => {
  const child = launchHost({
    args,
    env: { ...desktop.env, SOTTO_PROFILE: profile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (data: Buffer) => (said += data.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
};

describe('the command line drives the app that runs', () => {
  it('opens quietly where nobody wants a window, and shows one when asked', async () => {
    expect((await app.windows()).map(({ title }) => title)).not.toContain('Sotto');
    expect(await startAgain('--show')).toMatchObject({ code: 0 });
    await until(async () => (await app.windows()).some(({ title }) => title === 'Sotto'));
  });

  it('changes the zone, which the overlay shows', async () => {
    expect(await startAgain('--zone', 'eu')).toMatchObject({ code: 0 });
    await until(async () => (await badge()) === 'eu');
    expect((await tray()).toolTip).toContain('European Union');
  });

  it('starts and stops captions', async () => {
    await startAgain('--toggle');
    await reached('live');
    expect(server.openSessions).toBe(1);
    expect((await tray()).icon).toBe('tray-live.png');
    await startAgain('--toggle');
    await reached('stopped');
    expect(server.openSessions).toBe(0);
  });

  it('pauses them: nothing is open or sent meanwhile, and everybody is told', async () => {
    await startAgain('--start');
    await reached('live');
    await startAgain('--pause');
    await reached('paused');
    await until(() => server.openSessions === 0);
    const { toolTip, icon, items } = await tray();
    expect(icon).toBe('tray-paused.png');
    expect(toolTip).toContain('Paused: nothing is heard or sent');
    expect(items.find(({ id }) => id === 'pause')?.label).toBe('Resume captions');
    const begun = server.sessions.length;
    await app.clickTray('pause');
    await reached('live');
    expect(server.sessions.length).toBe(begun + 1);
    await startAgain('--stop');
    await reached('stopped');
  });

  it('says in a sentence what it can’t do, where it was asked, and does nothing', async () => {
    const before = server.requests.length;
    const mars = await startAgain('--zone', 'mars', '--start');
    expect(mars).toMatchObject({ code: 2 });
    expect(mars.said).toMatch(
      /^There is no data zone “mars”\. Choose one of: edge, us, eu, self-hosted, device\.\n$/,
    );
    expect(await startAgain('--start', '--stop')).toMatchObject({ code: 2 });
    expect([await phase(), await badge(), server.requests.length]).toEqual(['stopped', 'eu', before]);
  });
});

describe('a link of a web page', () => {
  const asked = async (count: number) => {
    await until(async () => (await outside()).dialogs.length === count);
    return (await outside()).dialogs.at(-1);
  };

  it('starts nothing before the person agreed to the zone', async () => {
    await app.control({ do: 'answer-dialog', answer: { button: 0 } });
    const before = server.requests.length;
    await startAgain('sotto://start');
    const dialog = await asked(1);
    expect(dialog?.text).toContain('A link asks Sotto to start captions.');
    expect(dialog?.text).toContain('European Union');
    // Whatever else it was that started by now, it would be here once the next answer is.
    await startAgain('--show');
    expect([await phase(), server.requests.length]).toEqual(['stopped', before]);

    await app.control({ do: 'answer-dialog', answer: { button: 1 } });
    await startAgain('sotto://start');
    await asked(2);
    await reached('live');
  });

  it('moves no voice before the person agreed, and may stop it at once', async () => {
    await app.control({ do: 'answer-dialog', answer: { button: 0 } });
    await startAgain('sotto://zone/us');
    expect((await asked(3))?.text).toContain('United States');
    expect(await badge()).toBe('eu');
    await startAgain('sotto://stop');
    await reached('stopped');
    expect((await outside()).dialogs).toHaveLength(3);
    expect(server.sessionsOf('streaming.us.assemblyai.com')).toEqual([]);
  });
});

describe('shortcuts in any app', () => {
  it('unlock the captions for clicks, and lock them again', async () => {
    expect(await isLocked()).toBe(true);
    await desktop.press('ctrl+shift+k');
    await until(async () => !(await isLocked()));
    await overlay.getByRole('meter', { name: 'Microphone level' }).waitFor();
    await desktop.press('ctrl+shift+k');
    await until(isLocked);
    expect(await overlay.getByRole('meter').count()).toBe(0);
  });

  it('make the text bigger and smaller', async () => {
    const size = () => overlay.locator('.captions').evaluate((area) => getComputedStyle(area).fontSize);
    const before = await size();
    await desktop.press('ctrl+alt+shift+Prior');
    await until(async () => parseFloat(await size()) > parseFloat(before));
    await desktop.press('ctrl+alt+shift+Next');
    await until(async () => (await size()) === before);
  });

  it('pause captions, and copy what was said last', async () => {
    await desktop.press('ctrl+alt+shift+j');
    await overlay.getByText('Nothing has been said yet that could be copied').waitFor();
    // Real words are heard on this device.
    await startAgain('--zone', 'device');
    await desktop.press('ctrl+shift+l');
    await reached('live');
    await desktop.speak(await cutSpeech(profile, 'you', 200, 2500));
    await until(async () => (await overlay.locator('[data-row]').count()) > 0, 30_000);
    await desktop.press('ctrl+alt+shift+h');
    await reached('paused');
    await desktop.press('ctrl+alt+shift+j');
    await overlay.getByText('Copied the last sentence').waitFor();
    expect((await outside()).clipboard).toMatch(/^[A-Z].*[a-z]{3}/);
    await desktop.press('ctrl+alt+shift+h');
    await reached('live');
    await desktop.press('ctrl+shift+l');
    await reached('stopped');
  });
});

it('has nothing to stop where no app runs, and says so', async () => {
  await app.quit();
  const answer = await startAgain('--stop');
  expect(answer).toEqual({ code: 1, said: 'Sotto isn’t running, so there is nothing to stop.\n' });
});
