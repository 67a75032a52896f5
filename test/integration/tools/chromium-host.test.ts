import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TestDesktop } from '../../support/desktop';
import { wavBytes } from '../../support/wav-bytes';
import { startHostApp, type HostApp } from './host-app';

interface Seen {
  bridgeAtStart: string;
  ipcRenderer: string;
  notified: unknown[];
  clicks: number[];
}
interface Fixture {
  invoke: (channel: string, args?: unknown) => Promise<unknown>;
}
declare const seen: Seen;
declare const fixture: Fixture;

/** The page's background, far from anything else on the screen. */
const red = [200, 30, 40];

let desktop: TestDesktop;
let app: HostApp;

/** Chromium and the window manager answer when they like, on a busy machine late. */
const eventually = (isSo: () => unknown): Promise<unknown> =>
  vi.waitFor(isSo, { timeout: 20_000, interval: 100 });

const colourAt = async (x: number, y: number): Promise<number[]> => {
  const file = join(app.userData, 'screen.png');
  await desktop.screenshot(file);
  const picture = PNG.sync.read(readFileSync(file));
  const at = (y * picture.width + x) * 4;
  return [...picture.data.subarray(at, at + 3)];
};
const xdotool = (...args: string[]): string =>
  execFileSync('xdotool', args, { env: desktop.env, encoding: 'utf8' });
const windowList = (): string => execFileSync('wmctrl', ['-lG'], { env: desktop.env, encoding: 'utf8' });

beforeAll(async () => {
  desktop = await TestDesktop.start();
  app = await startHostApp(desktop);
});

afterAll(async () => {
  await app.stop();
  await desktop.stop();
});

describe('the bridge of a preload', () => {
  it('is there before the page’s scripts, and ipcRenderer is not', async () => {
    expect(await app.page.evaluate(() => seen)).toMatchObject({
      bridgeAtStart: 'object',
      ipcRenderer: 'undefined',
    });
  });

  it('tells main which page speaks, by the app’s own URL', async () => {
    const [first] = await app.inMain<{ url: string; id: number }[]>('return state.sent');
    expect(first).toMatchObject({ url: 'fixture://app/page.html', id: 1 });
  });

  it('carries values both ways whole', async () => {
    const echoed = await app.page.evaluate(async () => {
      const value = (await fixture.invoke('echo', {
        bytes: new Uint8Array([0, 128, 255]),
        nothing: undefined,
        list: [1, 'ü', null],
      })) as { bytes: Uint8Array; nothing: undefined; list: unknown[] };
      return { bytes: [...value.bytes], hasNothing: 'nothing' in value, list: value.list };
    });
    expect(echoed).toEqual({ bytes: [0, 128, 255], hasNothing: true, list: [1, 'ü', null] });
  });

  it('gives the page a handler’s error', async () => {
    const failed = app.page.evaluate(() => fixture.invoke('fail'));
    await expect(failed).rejects.toThrow("Error invoking remote method 'fail': Error: as asked");
  });

  it('brings notifications to the page', async () => {
    await app.inMain('window.webContents.send("notify", { caption: "hello" })');
    await eventually(async () => {
      expect(await app.page.evaluate(() => seen.notified)).toContainEqual({ caption: 'hello' });
    });
  });

  it('hands a port to the page, with bytes both ways, and tells when it closes', async () => {
    const answer = await app.inMain(`
      const { port1, port2 } = new electron.MessageChannelMain();
      const answer = new Promise((resolve) => port1.once('message', ({ data }) => resolve(data)));
      port1.start();
      window.webContents.postMessage('port', 'greeting', [port2]);
      port1.postMessage({ bytes: new Uint8Array([1, 2, 3]).buffer });
      const { bytes, view, hello } = await answer;
      state.closed = new Promise((resolve) => port1.once('close', () => resolve('closed')));
      return { bytes: [...new Uint8Array(bytes)], view: [...view], hello };
    `);
    expect(answer).toEqual({ bytes: [3, 2, 1], view: [3, 2, 1], hello: 'greeting' });
    await app.page.reload();
    expect(await app.inMain('return state.closed')).toBe('closed');
  });
});

describe('a page', () => {
  it('is served by the app’s protocol handler, with its headers', async () => {
    const served = await app.page.evaluate(async () => {
      const response = await fetch('/page.html');
      return { secure: isSecureContext, policy: response.headers.get('Content-Security-Policy') };
    });
    expect(served.secure).toBe(true);
    expect(served.policy).toContain("default-src 'none'");
  });

  it('hears a PulseAudio microphone through an audio worklet', async () => {
    const tone = join(app.userData, 'tone.wav');
    const rate = 44_100;
    const sine = Float32Array.from(
      { length: 4 * rate },
      (_, n) => 0.9 * Math.sin((2 * Math.PI * 440 * n) / rate),
    );
    writeFileSync(tone, wavBytes([sine, sine], { encoding: 'pcm', bits: 16, rate }));
    const heard = app.page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const inputs = (await navigator.mediaDevices.enumerateDevices()).map(({ label }) => label);
      const options = { sampleRate: 16_000, sinkId: { type: 'none' } };
      const context = new AudioContext(options as AudioContextOptions);
      await context.audioWorklet.addModule('/worklet.js');
      const node = new AudioWorkletNode(context, 'peak', { numberOfOutputs: 0 });
      context.createMediaStreamSource(stream).connect(node);
      return new Promise<{ rate: number; inputs: string[] }>((resolve) => {
        node.port.onmessage = ({ data }: MessageEvent<{ peak: number; rate: number }>) => {
          if (data.peak > 0.1) resolve({ rate: data.rate, inputs });
        };
      });
    });
    const [{ rate: heardRate, inputs }] = await Promise.all([heard, desktop.speak(tone)]);
    expect(heardRate).toBe(16_000);
    expect(inputs).toContain('Test_microphone');
  });

  it('gets no microphone where main refuses it', async () => {
    await app.inMain(`electron.session.defaultSession.setPermissionRequestHandler((contents, permission, callback) => {
      state.asked = permission;
      callback(false);
    })`);
    const refused = app.page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }));
    await expect(refused).rejects.toThrow('Permission denied');
    expect(await app.inMain('return state.asked')).toBe('media');
  });

  it('runs what main asks for, as after a click where main says so', async () => {
    const run = (code: string, gesture: boolean): Promise<unknown> =>
      app.inMain(`
        return window.webContents.executeJavaScript(${JSON.stringify(code)}, ${String(gesture)})
          .catch((error) => error.message);
      `);
    expect(await run('Promise.resolve([1, "two"])', false)).toEqual([1, 'two']);
    expect(await run('navigator.userActivation.isActive', true)).toBe(true);
    expect(await run('throw new Error("as asked")', false)).toMatch('Uncaught');
  });

  it('makes no request main’s filter refuses, from a worker neither', async () => {
    const paths: string[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url ?? '');
      response.setHeader('Access-Control-Allow-Origin', '*').end('reached');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const reached = await app.page.evaluate(async (base) => {
      const get = (path: string): Promise<string> =>
        fetch(base + path).then(
          (response) => response.text(),
          (error: Error) => error.message,
        );
      const worker = new Worker('/worker.js');
      const fromWorker = new Promise((resolve) => {
        worker.onmessage = ({ data }) => {
          resolve(data);
        };
      });
      worker.postMessage(`${base}/refused-worker`);
      return [await get('/allowed'), await get('/refused'), await fromWorker];
    }, origin);
    expect(reached).toEqual(['reached', 'Failed to fetch', 'Failed to fetch']);
    expect(paths).toEqual(['/allowed']);
    expect(await app.inMain<string[]>('return state.requests')).toContain(`${origin}/refused`);
    server.close();
  });

  it('goes nowhere main forbids', async () => {
    await app.inMain(
      `window.webContents.on('will-navigate', (event) => { state.wanted = event.url; event.preventDefault(); })`,
    );
    await app.page.evaluate(() => {
      location.href = '/elsewhere.html';
    });
    await eventually(async () => {
      expect(await app.inMain('return state.wanted')).toBe('fixture://app/elsewhere.html');
    });
    expect(await app.inMain('return window.webContents.getURL()')).toBe('fixture://app/page.html');
  });

  it('opens no window main denies', async () => {
    await app.inMain(
      `window.webContents.setWindowOpenHandler(({ url }) => { state.popup = url; return { action: 'deny' }; })`,
    );
    await app.page.evaluate(() => void open('/other.html', '_blank', 'popup'));
    await eventually(async () => {
      expect(await app.inMain('return state.popup')).toBe('fixture://app/other.html');
    });
    expect(await app.inMain<string[]>('return state.requests')).not.toContain('fixture://app/other.html');
  });
});

describe('a window', () => {
  it('is nowhere to be seen until shown, and its page runs at full speed', async () => {
    expect(windowList()).not.toContain('Fixture');
    const frames = await app.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const start = performance.now();
          let count = 0;
          const frame = (): void => {
            if (++count === 20) resolve(performance.now() - start);
            else requestAnimationFrame(frame);
          };
          requestAnimationFrame(frame);
        }),
    );
    expect(frames).toBeLessThan(3000);
  });

  it('is shown at its place without a frame', async () => {
    await app.inMain('window.show()');
    await eventually(async () => {
      expect(await colourAt(101, 81)).toEqual(red);
      expect(await colourAt(598, 378)).toEqual(red);
      expect(await colourAt(99, 79)).toEqual([0, 0, 0]);
    });
  });

  it('moves and is resized as main says, and tells when the person moves it', async () => {
    await app.inMain('window.setBounds({ x: 300, y: 200, width: 400, height: 250 })');
    await eventually(async () => {
      expect(await colourAt(301, 201)).toEqual(red);
      expect(await colourAt(101, 81)).toEqual([0, 0, 0]);
    });
    execFileSync('wmctrl', ['-r', 'Fixture', '-e', '0,350,220,-1,-1'], { env: desktop.env });
    await eventually(async () => {
      expect(await app.inMain('return window.getBounds()')).toEqual({
        x: 350,
        y: 220,
        width: 400,
        height: 250,
      });
    });
  });

  it('is dragged by what is styled so', async () => {
    xdotool(
      'mousemove',
      '500',
      '230',
      'mousedown',
      '1',
      'mousemove',
      '510',
      '235',
      'mousemove',
      '530',
      '250',
    );
    await eventually(async () => {
      expect(await app.inMain('return window.getBounds()')).toEqual({
        x: 380,
        y: 240,
        width: 400,
        height: 250,
      });
    });
    xdotool('mouseup', '1');
    await app.inMain('window.setBounds({ x: 350, y: 220 })');
    await eventually(async () => {
      expect(await colourAt(351, 221)).toEqual(red);
    });
  });

  it('lets clicks through only while it is told to', async () => {
    await app.page.evaluate(() => seen.clicks.splice(0));
    // The window begins at x = 350.
    const click = (x: number): void => void xdotool('mousemove', String(x), '300', 'click', '1');
    await app.inMain('window.setIgnoreMouseEvents(true)');
    click(450);
    await app.inMain('window.setIgnoreMouseEvents(false)');
    click(460);
    await eventually(async () => {
      expect(await app.page.evaluate(() => seen.clicks)).toEqual([110]);
    });
  });

  it('stays above others and takes no focus where it is not focusable', async () => {
    await app.inMain(`
      window.setAlwaysOnTop(true);
      window.setFocusable(false);
      state.other = new electron.BrowserWindow({ x: 250, y: 150, width: 600, height: 400, title: 'Other' });
      await state.other.loadURL('fixture://app/other.html');
    `);
    await eventually(async () => {
      expect(await app.inMain('return [state.other.isFocused(), window.isFocused()]')).toEqual([true, false]);
    });
    await eventually(async () => {
      expect(await colourAt(740, 460)).toEqual(red);
      expect(await colourAt(255, 175)).toEqual([255, 255, 255]);
    });
    xdotool('mousemove', '470', '300', 'click', '1');
    await eventually(async () => {
      expect(await app.page.evaluate(() => seen.clicks)).toEqual([110, 120]);
    });
    expect(await app.inMain('return state.other.isFocused()')).toBe(true);
  });

  it('is gone when the window manager closes it', async () => {
    execFileSync('wmctrl', ['-c', 'Other page'], { env: desktop.env });
    await eventually(async () => {
      expect(await app.inMain('return state.other.isDestroyed()')).toBe(true);
    });
    expect(windowList()).not.toContain('Other page');
  });
});

describe('the rest of the app', () => {
  it('hears its global shortcut whatever has the focus, and learns of a taken one', async () => {
    const registered = await app.inMain(`
      const register = (keys) => electron.globalShortcut.register(keys, () => { state.pressed = keys; });
      return [register('Control+Alt+C'), register('Control+Alt+C'), electron.globalShortcut.isRegistered('Control+Alt+C')];
    `);
    expect(registered).toEqual([true, false, true]);
    xdotool('key', 'ctrl+alt+c');
    await eventually(async () => {
      expect(await app.inMain('return state.pressed')).toBe('Control+Alt+C');
    });
    // Openbox itself holds Alt+F4.
    expect(await app.inMain('return electron.globalShortcut.register("Alt+F4", () => {})')).toBe(false);
  });

  it('talks to a utility process', async () => {
    const answers = await app.inMain(`
      const child = electron.utilityProcess.fork(state.folder + '/child.mjs');
      const answer = await new Promise((resolve) => { child.once('message', resolve); child.postMessage({ number: 21 }); });
      const exit = new Promise((resolve) => child.once('exit', resolve));
      child.postMessage({ stop: true });
      return [answer.doubled, [...answer.bytes], await exit];
    `);
    expect(answers).toEqual([42, [1, 2, 3], 7]);
  });

  it('tells the running app of a second start, which ends', async () => {
    expect(await app.startSecond('--toggle')).toBe(0);
    const seconds = await app.inMain<string[][]>('return state.seconds');
    expect(seconds).toHaveLength(1);
    expect(seconds[0]).toContain('--toggle');
  });

  it('refuses what the host doesn’t have, by name', async () => {
    const refused = (call: string): Promise<string> =>
      app.inMain(`try { ${call}; } catch (error) { return error.message; }`);
    expect(await refused('electron.app.setBadgeCount(1)')).toBe(
      'not implemented by the Chromium host: app.setBadgeCount',
    );
    expect(await refused('window.setProgressBar(0.5)')).toBe(
      'not implemented by the Chromium host: BrowserWindow.setProgressBar',
    );
    expect(await refused('electron.net.request("x")')).toBe(
      'not implemented by the Chromium host: net.request',
    );
  });

  it('answers the control socket', async () => {
    await app.inMain(`
      state.tray = new electron.Tray(electron.nativeImage.createEmpty());
      state.tray.setContextMenu(electron.Menu.buildFromTemplate([{ id: 'go', label: 'Go', click: () => { state.chosen = true; } }]));
      electron.powerMonitor.on('suspend', () => { state.slept = true; });
    `);
    const socket = connect(app.control);
    const ask = (request: object): Promise<{ ok: boolean; value: unknown }> =>
      new Promise((resolve) => {
        socket.once('data', (line) => {
          resolve(JSON.parse(String(line)) as { ok: boolean; value: unknown });
        });
        socket.write(`${JSON.stringify(request)}\n`);
      });
    expect(await ask({ do: 'click-tray', item: 'Go' })).toMatchObject({ ok: true });
    expect(await ask({ do: 'power', event: 'suspend' })).toMatchObject({ ok: true });
    expect(await ask({ do: 'windows' })).toMatchObject({
      value: [{ url: 'fixture://app/page.html', alwaysOnTop: true, focusable: false, visible: true }],
    });
    await ask({ do: 'answer-dialog', answer: { path: '/tmp/chosen.txt' } });
    expect(await app.inMain('return electron.dialog.showSaveDialog({ defaultPath: "x.txt" })')).toEqual({
      canceled: false,
      filePath: '/tmp/chosen.txt',
    });
    expect(await app.inMain('return [state.chosen, state.slept]')).toEqual([true, true]);
    socket.destroy();
  });

  it('quits in Electron’s order and leaves no Chromium behind', async () => {
    const profile = join(app.userData, 'chromium-host');
    expect(existsSync(profile)).toBe(true);
    await app.inMain('setImmediate(() => electron.app.quit())');
    expect([await app.nextLine(), await app.nextLine()]).toEqual(['before-quit', 'will-quit']);
    expect(await app.exited).toEqual([0, null]);
    const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(processes).not.toContain(profile);
  });

  it('tells main of a crashed page, and leaves no Chromium behind when it is killed', async () => {
    const other = await startHostApp(desktop);
    await other.inMain(`
      state.gone = new Promise((resolve) => {
        window.webContents.on('render-process-gone', (_event, { reason }) => { window.destroy(); resolve(reason); });
      });
    `);
    const session = await other.page.context().newCDPSession(other.page);
    // Its answer never comes.
    session.send('Page.crash').catch(() => undefined);
    expect(await other.inMain('return state.gone')).toBe('crashed');
    const reopened = await other.inMain(`
      const again = new electron.BrowserWindow({ show: false });
      await again.loadURL('fixture://app/page.html');
      return [again.webContents.getURL(), window.isDestroyed()];
    `);
    expect(reopened).toEqual(['fixture://app/page.html', true]);
    other.kill();
    await other.exited;
    await eventually(() => {
      expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(other.userData);
    });
    await other.stop();
  });
});
