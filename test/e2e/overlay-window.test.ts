import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SottoBridge } from '../../src/shared/ipc/ipc-schema';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp, type WindowState } from '../support/launch-app';

interface PageWithBridge {
  sotto: SottoBridge<'control'>;
}

const run = promisify(execFile);

let desktop: TestDesktop;
let profile: string;
let app: RunningApp;
let overlay: Page;
let control: Page;

const laptop = { bounds: { x: 0, y: 0, width: 900, height: 800 } };
const beside = { bounds: { x: 900, y: 0, width: 380, height: 800 } };

async function launch(): Promise<void> {
  app = await RunningApp.launch(desktop, profile);
  overlay = await app.page('overlay');
  control = await app.page('control');
}

beforeAll(async () => {
  desktop = await TestDesktop.start();
  profile = await mkdtemp(join(tmpdir(), 'sotto-e2e-'));
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ onboarded: true }));
  await launch();
});

afterAll(async () => {
  await app.quit();
  await desktop.stop();
});

async function windowOf(title: string): Promise<WindowState> {
  const found = (await app.windows()).find((window) => window.title === title);
  if (!found) throw new Error(`no window ${title}`);
  return found;
}
const captionWindow = (): Promise<WindowState> => windowOf('Sotto captions');
const place = async (): Promise<WindowState['bounds']> => (await captionWindow()).bounds;
const middle = ({ x, y, width, height }: WindowState['bounds']): [string, string] => [
  String(Math.round(x + width / 2)),
  String(Math.round(y + height / 2)),
];
/** Holds once the overlay is there. */
const isAt = (expected: Partial<WindowState['bounds']>): Promise<void> =>
  until(
    async () => expect.objectContaining(expected).asymmetricMatch(await place()),
    20_000,
    `the overlay at ${JSON.stringify(expected)}`,
  );
/** As the buttons of the settings do. */
const moveTo = (where: 'top' | 'bottom' | 'usual'): Promise<unknown> =>
  control.evaluate((to) => (window as unknown as PageWithBridge).sotto.overlay.moveTo(to), where);
const pretend = (displays: (typeof laptop)[]): Promise<unknown> => app.control({ do: 'displays', displays });
/** Presses the mouse where it is drawn, on whatever window takes it there. */
const click = (...[x, y]: [string, string]): Promise<unknown> =>
  run('xdotool', ['mousemove', x, y, 'click', '1'], { env: desktop.env });
const drag = (from: [number, number], to: [number, number]): Promise<unknown> => {
  const at = ([x, y]: [number, number]): string[] => ['mousemove', String(x), String(y)];
  return run(
    'xdotool',
    [
      ...at(from),
      'mousedown',
      '1',
      ...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]),
      ...at(to),
      'mouseup',
      '1',
    ],
    { env: desktop.env },
  );
};

describe('clicks', () => {
  /** Counts the presses a page gets from now on. */
  const count = (page: Page): Promise<void> =>
    page.evaluate(() => {
      Object.assign(window, { presses: 0 });
      window.addEventListener('pointerdown', () => {
        Object.assign(window, { presses: (window as unknown as { presses: number }).presses + 1 });
      });
    });
  const presses = (page: Page): Promise<number> =>
    page.evaluate(() => (window as unknown as { presses: number }).presses);

  it('go to what lies under the captions, and to the overlay once it is unlocked', async () => {
    await Promise.all([count(overlay), count(control)]);
    await moveTo('top');
    await isAt({ y: 16 });
    const below = (await windowOf('Sotto')).bounds;
    const [x, y] = middle(await place());
    expect(Number(y)).toBeGreaterThan(below.y);
    await click(x, y);
    await until(async () => (await presses(control)) === 1);
    expect(await presses(overlay)).toBe(0);

    await desktop.press('ctrl+shift+k');
    await until(async () => !(await captionWindow()).ignoresMouse);
    await overlay.waitForSelector('[data-unlocked="true"]');
    await click(x, y);
    await until(async () => (await presses(overlay)) === 1);
    expect(await presses(control)).toBe(1);

    await desktop.press('ctrl+shift+k');
    await until(async () => (await captionWindow()).ignoresMouse);
    await click(x, y);
    await until(async () => (await presses(control)) === 2);
    expect(await presses(overlay)).toBe(1);
  });
});

describe('the keyboard', () => {
  it('stays with the window that has it, whatever the overlay does', async () => {
    const { bounds } = await windowOf('Sotto');
    await click(String(bounds.x + 20), String(bounds.y + bounds.height - 10));
    await until(async () => (await windowOf('Sotto')).focused);
    const stillThere = async (): Promise<void> => {
      expect(await windowOf('Sotto')).toMatchObject({ focused: true });
      expect(await captionWindow()).toMatchObject({ focused: false });
    };
    await app.clickTray('overlay');
    await until(async () => !(await captionWindow()).visible);
    await app.clickTray('overlay');
    await until(async () => (await captionWindow()).visible);
    await stillThere();
    await app.clickTray('toggle');
    await until(async () => (await overlay.getAttribute('[data-phase]', 'data-phase')) === 'live', 60_000);
    await stillThere();
    await moveTo('usual');
    await isAt({ x: Math.round((1280 - (await place()).width) / 2), y: 800 - (await place()).height - 16 });
    await stillThere();
    await app.clickTray('toggle');
  });
});

describe('the place', () => {
  it('is where it was dragged, snapped to the edge, as wide as its side was dragged, and so after a restart', async () => {
    await app.clickTray('click-through');
    await overlay.waitForSelector('[data-unlocked="true"]');
    const first = await place();
    const strip: [number, number] = [first.x + first.width / 2, first.y + 14];
    await drag(strip, [strip[0] - 150, 30]);
    await isAt({ y: 16 });
    const snapped = await place();
    expect(snapped.x).toBeLessThan(first.x - 100);

    const side: [number, number] = [snapped.x + snapped.width - 4, snapped.y + 60];
    await drag(side, [side[0] - 200, side[1]]);
    await until(async () => Math.abs((await place()).width - (snapped.width - 200)) < 10);
    const left = await place();
    expect(left).toMatchObject({ x: snapped.x, y: 16 });

    const stored = async (): Promise<number | undefined> => {
      const { overlay: kept } = await control.evaluate(async () => {
        const settings = await (window as unknown as PageWithBridge).sotto.settings.get();
        if (!settings.ok) throw new Error(settings.problem.code);
        return settings.value;
      });
      return kept.places[0]?.bounds.width;
    };
    await until(async () => (await stored()) === left.width);
    await app.quit();
    await launch();
    expect(await place()).toEqual(left);
  });

  it('is each set of displays’ own, and follows as displays come and go', async () => {
    await pretend([laptop, beside]);
    await overlay.bringToFront();
    await overlay.keyboard.press('Control+ArrowDown');
    await isAt({ y: 800 - (await place()).height - 16 });
    const docked = await place();

    await pretend([laptop]);
    await overlay.keyboard.press('Control+ArrowUp');
    await isAt({ y: 16 });
    const alone = await place();

    await pretend([laptop, beside]);
    await isAt(docked);
    await pretend([laptop]);
    await isAt(alone);
    // Smaller than the overlay is wide.
    await pretend([{ bounds: { x: 0, y: 100, width: 300, height: 500 } }]);
    await isAt({ x: 0, y: 116, width: 300 });
    await pretend([]);
  });

  it('comes back into sight by the settings, and with Undo goes back', async () => {
    await control.evaluate(() => void (location.hash = '#/settings/overlay'));
    const before = await place();
    await control.getByRole('group', { name: 'Position' }).getByRole('button', { name: 'Reset' }).click();
    await isAt({ y: 800 - before.height - 16 });
    await control.getByRole('button', { name: 'Undo' }).click();
    await isAt(before);
  });
});
