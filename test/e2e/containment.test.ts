import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestDesktop, until } from '../support/desktop';
import { RunningApp } from '../support/launch-app';

// Only main may talk to the network: this is what makes the zone's promise provable.
let desktop: TestDesktop;
let outside: Server;
let connections = 0;
let app: RunningApp;

beforeAll(async () => {
  desktop = await TestDesktop.start();
  outside = createServer((socket) => {
    connections += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(outside, 'listening');
  app = await RunningApp.launch(desktop, await mkdtemp(join(tmpdir(), 'sotto-e2e-')), { args: ['--start'] });
  const overlay = await app.page('overlay');
  await until(async () => (await overlay.getAttribute('[data-phase]', 'data-phase')) === 'live', 60_000);
});

afterAll(async () => {
  await app.quit();
  outside.close();
  await desktop.stop();
});

it.each(['overlay', 'control', 'capture'] as const)(
  'the %s page reaches no network and no main world',
  async (name) => {
    const page = await app.page(name);
    const tried = await page.evaluate(
      async (host) => {
        const outcome = (attempt: (reached: () => void, refused: () => void) => void): Promise<string> =>
          new Promise((resolve) => {
            const refused = (): void => {
              resolve('refused');
            };
            try {
              attempt(() => {
                resolve('reached');
              }, refused);
            } catch {
              refused();
            }
          });
        return {
          fetch: await outcome(
            (reached, refused) => void fetch(`http://${host}/v3/ws`).then(reached, refused),
          ),
          image: await outcome((reached, refused) => {
            const image = new Image();
            image.onload = reached;
            image.onerror = refused;
            image.src = `http://${host}/beacon.png`;
          }),
          socket: await outcome((reached, refused) => {
            const socket = new WebSocket(`ws://${host}/v3/ws`);
            socket.onopen = reached;
            socket.onerror = refused;
          }),
          script: await outcome((reached, refused) => {
            const script = document.createElement('script');
            script.onload = reached;
            script.onerror = refused;
            script.src = `http://${host}/script.js`;
            document.head.append(script);
          }),
          ipcRenderer: 'ipcRenderer' in window || 'require' in window ? 'reached' : 'refused',
        };
      },
      `127.0.0.1:${String((outside.address() as AddressInfo).port)}`,
    );
    expect(tried).toEqual({
      fetch: 'refused',
      image: 'refused',
      socket: 'refused',
      script: 'refused',
      ipcRenderer: 'refused',
    });
    await page.evaluate(
      (host) => {
        window.open(`http://${host}/`);
        window.location.href = `http://${host}/`;
      },
      `127.0.0.1:${String((outside.address() as AddressInfo).port)}`,
    );
    // The page is still there and answers: it went nowhere.
    expect(await page.evaluate(() => document.documentElement.isConnected)).toBe(true);
    expect(page.url()).toContain(`/${name}/index.html`);
    expect(connections).toBe(0);
  },
);
